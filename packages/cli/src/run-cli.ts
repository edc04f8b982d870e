import { proposeCompletions, run } from "@stricli/core";
import { cliApp } from "./app.ts";
import type { CliContext } from "./context.ts";
import { type ExitCode, exitCodeOf, exitCodes } from "./exit-codes.ts";

/** Runs a command line, or completes one for a shell. */
export async function runCli(
  args: readonly string[],
  context: CliContext,
  version: string,
): Promise<ExitCode> {
  const app = cliApp(version);
  const [first, ...words] = args;
  if (first === "__complete") {
    const found = await proposeCompletions(app, words, context);
    context.process.stdout.write(found.map(({ completion }) => `${completion}\n`).join(""));
    return exitCodes.done;
  }
  await run(app, args, context);
  return exitCodeOf(context.process.exitCode);
}
