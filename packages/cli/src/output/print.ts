import type { CliContext } from "../context.ts";
import { safeText } from "./safe-text.ts";

/** Prints a result: with `--json` as JSON, one document; otherwise as text. */
export function print<Value>(
  { process }: Pick<CliContext, "process">,
  { json }: { json: boolean },
  value: Value,
  textOf: (value: Value) => string,
): void {
  process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : safeText(textOf(value)));
}
