import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Makes dist/package, which `npm publish packages/faces/dist/package` publishes: JavaScript and types of both entries,
 * as Node runs no TypeScript inside node_modules, and the models. What draws, converts and measures stays out of it.
 */
const root = path.resolve(import.meta.dirname, "../..");
const target = path.join(root, "dist/package");

rmSync(target, { recursive: true, force: true });
const build = spawnSync("tsc", ["-p", "tsconfig.publish.json"], { cwd: root, stdio: "inherit" });
if (build.status === 0) {
  const text = readFileSync(path.join(root, "package.json"), "utf8");
  const { private: _, scripts: __, ...manifest } = JSON.parse(text) as Record<string, unknown>;
  const entry = (name: string) => ({ types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` });
  const published = {
    ...manifest,
    engines: { node: ">=20.19" },
    sideEffects: false,
    exports: { ".": entry("index"), "./node": entry("node"), "./models/*": "./models/*" },
  };
  writeFileSync(path.join(target, "package.json"), `${JSON.stringify(published, null, 2)}\n`);
  for (const name of ["README.md", "NOTICE"]) copyFileSync(path.join(root, name), path.join(target, name));
  copyFileSync(path.join(root, "../../LICENSE"), path.join(target, "LICENSE"));
  cpSync(path.join(root, "models"), path.join(target, "models"), { recursive: true });
}
process.exitCode = build.status ?? 1;
