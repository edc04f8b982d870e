import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { previousRelease } from "../../scripts/previous-release.ts";

const root = path.resolve(import.meta.dirname, "../..");
const migrations = "packages/server/src/db/migrations";

/** The previous release as it was, or why it can't be had here. */
export type PreviousSources = { main: string; migrations: number } | { missing: string };

/**
 * The service's sources as of the recorded commit, in a directory of their own until the test ends. Installed packages
 * are shared with this version; the service's own ones are the commit's.
 */
export function previousSources(): PreviousSources {
  const { commit } = previousRelease;
  const known = spawnSync("git", ["cat-file", "-e", `${commit}^{commit}`], { cwd: root, stdio: "ignore" });
  if (known.status !== 0) return { missing: missing(commit) };
  const directory = mkdtempSync(path.join(tmpdir(), "countersign-previous-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const show = ["show", `${commit}:packages/server/package.json`];
  const { dependencies } = JSON.parse(execFileSync("git", show, { cwd: root, encoding: "utf8" }));
  const own = Object.keys(dependencies).filter((each) => each.startsWith("@countersign/"));
  const names = ["server", ...own.map((each) => each.slice("@countersign/".length))];
  const paths = ["package.json", ...names.map((name) => `packages/${name}`), ":(exclude)*.test.ts"];
  const archive = ["archive", "--format=tar", commit, ...paths];
  const tar = execFileSync("git", archive, { cwd: root, maxBuffer: 200 * 1024 * 1024 });
  execFileSync("tar", ["-x", "-C", directory], { input: tar });

  const modules = path.join(directory, "node_modules");
  mkdirSync(path.join(modules, "@countersign"), { recursive: true });
  for (const name of readdirSync(path.join(root, "node_modules")))
    if (!name.startsWith(".") && name !== "@countersign")
      symlinkSync(path.join(root, "node_modules", name), path.join(modules, name));
  for (const name of names)
    symlinkSync(path.join(directory, "packages", name), path.join(modules, "@countersign", name));
  return {
    main: path.join(directory, "packages/server/src/main.ts"),
    migrations: readdirSync(path.join(directory, migrations)).length,
  };
}

function missing(commit: string): string {
  const how = existsSync(path.join(root, ".git"))
    ? `this clone is shallow; \`git fetch --unshallow\`, or \`git fetch origin ${commit}\`, brings it`
    : "this is not a git clone";
  return `NOT TESTED beside the previous release, commit ${commit}: ${how}`;
}
