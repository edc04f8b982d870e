import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileCycles } from "./file-cycles.ts";
import { violations } from "./import-rules.ts";
import { importsOf } from "./imports.ts";
import { unlistedImports } from "./listed-imports.ts";
import { allForeignTables } from "./owned-tables.ts";

/**
 * All checks that don't run the service: types, lint and format, unused code and types, import
 * rules, unlisted imports, file cycles, tables named outside of their module. Exits 1 if one of
 * them finds something.
 */
const root = path.resolve(import.meta.dirname, "..");
const steps: ReadonlyArray<[name: string, command: string, args: string[]]> = [
  ["types", "tsc", ["-b"]],
  ["lint and format", "biome", ["ci", "--error-on-warnings", "."]],
  ["unused code", "knip", []],
];

let failed = false;
function report(name: string, passed: boolean): void {
  process.stdout.write(`${passed ? "ok    " : "FAILED"} ${name}\n`);
  failed ||= !passed;
}

for (const [name, command, args] of steps) {
  const run = spawnSync(path.join(root, "node_modules/.bin", command), args, { cwd: root, stdio: "inherit" });
  report(name, run.status === 0);
}

const imports = importsOf(root);
const findings: ReadonlyArray<[name: string, lines: string[]]> = [
  [
    "import rules",
    violations(imports).map(({ file, specifier, says }) => `${file}: "${specifier}": ${says}`),
  ],
  [
    "unlisted imports",
    unlistedImports(root, imports).map(
      ({ file, specifier }) => `${file}: "${specifier}": not in its package.json`,
    ),
  ],
  ["cycles of files", fileCycles(imports).map((cycle) => [...cycle, cycle[0]].join("\n  imports "))],
  [
    "owned tables",
    allForeignTables(root).map(
      ({ file, table, owner }) => `${file}: names ${table}, which belongs to ${owner}`,
    ),
  ],
];
for (const [name, lines] of findings) {
  for (const line of lines) process.stdout.write(`${line}\n`);
  report(name, lines.length === 0);
}
process.exitCode = failed ? 1 : 0;
