import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Makes dist/package, which `npm publish packages/embed/dist/package` publishes: JavaScript and types. Importing it
 * defines the element, so bundlers must keep `index.js`.
 */
const root = path.resolve(import.meta.dirname, "../..");
const target = path.join(root, "dist/package");

rmSync(target, { recursive: true, force: true });
const build = spawnSync("tsc", ["-p", "tsconfig.publish.json"], { cwd: root, stdio: "inherit" });
if (build.status === 0) {
  const text = readFileSync(path.join(root, "package.json"), "utf8");
  const { private: _, scripts: __, ...manifest } = JSON.parse(text) as Record<string, unknown>;
  const published = {
    ...manifest,
    sideEffects: ["./index.js"],
    exports: { ".": { types: "./index.d.ts", default: "./index.js" } },
  };
  writeFileSync(path.join(target, "package.json"), `${JSON.stringify(published, null, 2)}\n`);
  copyFileSync(path.join(root, "README.md"), path.join(target, "README.md"));
  copyFileSync(path.join(root, "../../LICENSE"), path.join(target, "LICENSE"));
}
process.exitCode = build.status ?? 1;
