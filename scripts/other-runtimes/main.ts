import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * `npm run runtimes`: whether the packed receiver works in Bun and Deno. Installs both from npm (200 MB) into a temporary
 * directory, installs the package into an empty project, and runs `program.ts` there; not part of `npm test` for that reason.
 */
const runtimes = ["bun@1.4.5", "deno@2.9.6"];
const root = path.resolve(import.meta.dirname, "../..");
const directory = mkdtempSync(path.join(tmpdir(), "countersign-runtimes-"));
const project = path.join(directory, "project");

/** Runs a program that must succeed; returns what it printed. */
function mustRun(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${error ?? ""}${stdout}${stderr}`);
  return stdout;
}

function emptyProject(folder: string): void {
  mkdirSync(folder);
  writeFileSync(path.join(folder, "package.json"), '{"type": "module", "private": true}');
}

try {
  const receiver = path.join(root, "packages/receiver");
  mustRun(process.execPath, ["src/publish/main.ts"], receiver);
  const packed = mustRun("npm", ["pack", path.join(receiver, "dist/package"), "--silent"], directory).trim();
  emptyProject(project);
  mustRun("npm", ["install", "--offline", "--no-audit", "--no-fund", path.join(directory, packed)], project);
  copyFileSync(path.join(import.meta.dirname, "program.ts"), path.join(project, "program.ts"));

  const tools = path.join(directory, "tools");
  emptyProject(tools);
  mustRun("npm", ["install", "--no-audit", "--no-fund", ...runtimes], tools);
  const bin = (name: string) => path.join(tools, "node_modules/.bin", name);
  process.stdout.write(mustRun(bin("bun"), ["run", "program.ts"], project));
  process.stdout.write(mustRun(bin("deno"), ["run", "--allow-net", "program.ts"], project));
} finally {
  rmSync(directory, { recursive: true, force: true });
}
