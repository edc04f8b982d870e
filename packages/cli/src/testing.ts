import { Readable } from "node:stream";
import type { CliContext } from "./context.ts";
import { environmentOf } from "./environment.ts";
import { runCli } from "./run-cli.ts";

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
  const status = await runCli(args, context, "0.0.0");
  return { status, ...printed };
}
