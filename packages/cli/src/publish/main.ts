import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { publishedManifest } from "./manifest.ts";

/** Makes dist/package, which `npm publish packages/cli/dist/package` publishes. */
const root = path.resolve(import.meta.dirname, "../..");
const target = path.join(root, "dist/package");

rmSync(target, { recursive: true, force: true });
const build = spawnSync("vite", ["build"], { cwd: root, stdio: "inherit" });
if (build.status === 0) {
  const manifest = publishedManifest(JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")));
  writeFileSync(path.join(target, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  chmodSync(path.join(target, "bin/countersign.js"), 0o755);
  copyFileSync(path.join(root, "README.md"), path.join(target, "README.md"));
  copyFileSync(path.join(root, "../../LICENSE"), path.join(target, "LICENSE"));
  // The library's own package has the same licence, and no file of it.
  writeFileSync(
    path.join(target, "NOTICE"),
    "bin/countersign.js contains @stricli/core, Apache-2.0, Bloomberg Finance L.P.\n",
  );
} else process.exitCode = 1;
