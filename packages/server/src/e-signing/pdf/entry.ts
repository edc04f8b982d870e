import "./no-network.ts";
import { type ChildMessage, watchParent } from "../../child-process/index.ts";
import type { PdfResult, PdfTask } from "./contract.ts";
import { inspect, prepare } from "./revision.ts";

/** The child process that PDFs are read in: one at a time, and no output but its message. It never holds a key. */
if (process.send === undefined) throw new Error("this file is a child process");

watchParent();

process.on("disconnect", () => process.exit(0));
process.on("message", async (task: PdfTask) =>
  tell(task.kind === "inspect" ? await inspect(task) : await prepare(task)),
);
tell(null);

function tell(result: PdfResult | null): void {
  const { user, system } = process.threadCpuUsage();
  process.send?.({ result, cpu: user + system } satisfies ChildMessage<PdfResult>);
}
