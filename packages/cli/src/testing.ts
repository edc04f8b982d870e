import { Readable } from "node:stream";
import { run } from "@stricli/core";
import { cliApp } from "./app.ts";
import type { CliContext } from "./context.ts";
import { environmentOf } from "./environment.ts";
import { exitCodeOf } from "./exit-codes.ts";

/** Runs a command in this process, as `main.ts` does in one of its own. */
export async function runForTest(
  args: readonly string[],
  { variables, stdin }: { variables: Readonly<Record<string, string>>; stdin: string },
): Promise<{ status: number; stdout: string; stderr: string }> {
  const printed = { stdout: "", stderr: "" };
  const into = (name: keyof typeof printed) => ({
    write(text: string) {
      printed[name] += text;
    },
  });
  const context: CliContext = {
    process: { stdout: into("stdout"), stderr: into("stderr"), exitCode: null },
    stdin: Readable.from([Buffer.from(stdin)]),
    environment: environmentOf(variables),
    fetch,
    now: Date.now,
    signal: new AbortController().signal,
  };
  await run(cliApp("0.0.0"), args, context);
  return { status: exitCodeOf(context.process.exitCode), ...printed };
}
