import { spawnSync } from "node:child_process";
import path from "node:path";
import { violations } from "./import-rules.ts";

/**
 * Everything that is judged without running the service: types, lint and format, import rules, unused code.
 * Exits 1 if one of them finds something.
 */
const root = path.resolve(import.meta.dirname, "..");
const steps: ReadonlyArray<[name: string, command: string, args: string[]]> = [
  ["types", "tsc", ["-b"]],
  ["lint and format", "biome", ["ci", "--error-on-warnings", "."]],
  ["unused code", "knip", []],
];

let failed = false;
for (const [name, command, args] of steps) {
  const run = spawnSync(path.join(root, "node_modules/.bin", command), args, { cwd: root, stdio: "inherit" });
  process.stdout.write(`${run.status === 0 ? "ok    " : "FAILED"} ${name}\n`);
  failed ||= run.status !== 0;
}

const broken = violations(root);
for (const { file, specifier, says } of broken) process.stdout.write(`${file}: "${specifier}": ${says}\n`);
process.stdout.write(`${broken.length === 0 ? "ok    " : "FAILED"} import rules\n`);
process.exitCode = failed || broken.length > 0 ? 1 : 0;
