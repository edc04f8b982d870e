import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { publishedManifest } from "./manifest.ts";

/**
 * Makes dist/package, which `npm publish packages/receiver/dist/package` publishes: JavaScript and types of every
 * entry, as Node runs no TypeScript inside node_modules. The package has no dependency: its sources import none, and
 * `./testing` is bundled with the service's encoders.
 */
const root = path.resolve(import.meta.dirname, "../..");
const target = path.join(root, "dist/package");

rmSync(target, { recursive: true, force: true });
const steps: [command: string, args: string[]][] = [
  ["tsc", ["-b", "../wire"]],
  ["tsc", ["-p", "tsconfig.publish.json"]],
  ["vite", ["build"]],
];
const failed = steps.find(
  ([command, args]) => spawnSync(command, args, { cwd: root, stdio: "inherit" }).status !== 0,
);
if (failed === undefined) {
  const manifest = publishedManifest(JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")));
  writeFileSync(path.join(target, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(path.join(root, "README.md"), path.join(target, "README.md"));
  copyFileSync(path.join(root, "../../LICENSE"), path.join(target, "LICENSE"));
  copyFileSync(path.join(root, "../../node_modules/zod/LICENSE"), path.join(target, "samples/LICENSE-zod"));
} else process.exitCode = 1;
