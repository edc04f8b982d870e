import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/** Runs a program that must succeed; returns what it printed. */
export function mustRun(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    // biome-ignore lint/style/noProcessEnv: the build finds its tools where npm does
    env: { ...process.env, PATH: `${root}/node_modules/.bin:${process.env.PATH}` },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}

/**
 * Builds and packs a package of this repository, and installs it into an empty project. Returns the
 * tarball.
 */
export function installPacked(
  name: string,
  { directory, project }: { directory: string; project: string },
): string {
  const folder = path.join(root, "packages", name);
  mustRun("node", ["src/publish/main.ts"], folder);
  const packed = mustRun("npm", ["pack", path.join(folder, "dist/package"), "--silent"], directory);
  const tarball = path.join(directory, packed.trim());
  mkdirSync(project);
  writeFileSync(path.join(project, "package.json"), '{"type": "module", "private": true}');
  // It has no dependencies, so no registry is called.
  mustRun("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], project);
  return tarball;
}

/** The Node that runs this test, and the one that npm runs on: often an older one. */
export function nodesOfMachine(): [version: string, program: string][] {
  // biome-ignore lint/style/noProcessEnv: npm passes the path of its Node in this variable
  const ofNpm = process.env.npm_node_execpath ?? "/usr/bin/node";
  const programs = [process.execPath, ofNpm].filter((program) => existsSync(program));
  const versions = new Map(
    programs.map((program) => [mustRun(program, ["--version"], root).trim(), program]),
  );
  return [...versions].filter(([version]) => Number(version.slice(1).split(".")[0]) >= 20);
}
