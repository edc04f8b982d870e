import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { afterAll, beforeAll, expect, test } from "vitest";
import { componentScript } from "./support/integrator.ts";
import { mustRun } from "./support/packed-package.ts";

/** The published component: what is in it, how large it is, and that bundlers, compilers and servers can import it. */

const folder = path.resolve(import.meta.dirname, "../packages/embed");
const built = path.join(folder, "dist/package");
const directory = mkdtempSync(path.join(tmpdir(), "countersign-embed-"));
let tarball = "";

beforeAll(() => {
  mustRun("node", ["src/publish/main.ts"], folder);
  tarball = path.join(directory, mustRun("npm", ["pack", built, "--silent"], directory).trim());
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test("has no dependencies, and contains its entry and license, and none of its tests", () => {
  const manifest = JSON.parse(readFileSync(path.join(built, "package.json"), "utf8"));
  expect(manifest).not.toHaveProperty("dependencies");
  expect(manifest).not.toHaveProperty("private");
  const files = mustRun("tar", ["-tf", tarball], directory);
  for (const file of ["index.js", "index.d.ts", "README.md", "LICENSE"])
    expect(files).toContain(`package/${file}\n`);
  expect(files).not.toMatch(/\.test\.|\/publish\//);
});

test("publint and attw find nothing", async () => {
  expect((await publint({ pkgDir: built, strict: true, pack: false })).messages).toEqual([]);
  const result = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
  if (!result.types) throw new Error("there are no types");
  // It is an ES module, which older resolutions and `require` don't know.
  const unserved = ["NoResolution", "CJSResolvesToESM"];
  expect(result.problems.filter(({ kind }) => !unserved.includes(kind))).toEqual([]);
});

test("weighs less than 3 KB", async () => {
  expect(gzipSync(await componentScript(), { level: 9 }).length).toBeLessThan(3 * 1024);
});

test("can be imported where there are no elements, as servers do that render pages", () => {
  const code =
    'import("./index.js").then(({ CountersignSession }) => console.log(typeof CountersignSession))';
  expect(mustRun("node", ["-e", code], built)).toBe("function\n");
});
