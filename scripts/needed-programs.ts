import { readFileSync } from "node:fs";
import path from "node:path";
import type { ProgramName } from "./programs.ts";

const program = /\bprogramForTest\("(\w+)"\)|\bprocess\.env\.(PHP|RCLONE)\b/g;
const relativeImport = /\bfrom "(\.[^"]+)"/g;

/**
 * The programs that these test files start, by themselves or through what they import of
 * `test/support`: the names that stand in `programForTest("…")`. Tests under `packages/` can't
 * import that function and read the variables `PHP` and `RCLONE`.
 */
export function neededPrograms(testFiles: readonly string[]): ReadonlySet<ProgramName> {
  const needed = new Set<ProgramName>();
  const waiting = [...testFiles];
  const seen = new Set(waiting);
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const text = readFileSync(file, "utf8");
    for (const [, byCall, byVariable] of text.matchAll(program))
      needed.add((byCall ?? byVariable ?? "").toLowerCase() as ProgramName);
    for (const [, specifier = ""] of text.matchAll(relativeImport)) {
      const imported = path.resolve(path.dirname(file), specifier);
      if (!imported.includes(`${path.sep}test${path.sep}support${path.sep}`) || seen.has(imported)) continue;
      seen.add(imported);
      waiting.push(imported);
    }
  }
  return needed;
}
