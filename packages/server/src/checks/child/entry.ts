import "./no-network.ts";
import { type ChildMessage, watchParent } from "../../child-process/index.ts";
import type { FaceSight, FacesTask, NoFaceModel } from "./face-sight.ts";
import { look } from "./look.ts";
import { lookForFaces } from "./look-for-faces.ts";
import type { LookTask, Sight } from "./sight.ts";

/** The child process that pictures are decoded and read in: one at a time, and no output but its message. */
if (process.send === undefined) throw new Error("this file is a child process");

watchParent();

process.on("disconnect", () => process.exit(0));
process.on("message", async (task: LookTask | FacesTask) =>
  tell("faces" in task ? await lookForFaces(task) : await look(task)),
);
tell(null);

function tell(result: Sight | FaceSight | NoFaceModel | null): void {
  const { user, system } = process.threadCpuUsage();
  process.send?.({ result, cpu: user + system } satisfies ChildMessage<Sight | FaceSight | NoFaceModel>);
}
