import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fileCycles } from "./file-cycles.ts";
import { violations } from "./import-rules.ts";
import { importsOf } from "./imports.ts";
import { unlistedImports } from "./listed-imports.ts";

/** Faults planted into a repository of a few files: each is found, and nothing else. */

const root = path.resolve(import.meta.dirname, "..");
const server = "packages/server/src";
const sound: Readonly<Record<string, string>> = {
  "package.json": '{"name": "planted", "private": true, "type": "module", "workspaces": ["packages/*"]}',
  "packages/server/package.json":
    '{"name": "@countersign/server", "type": "module", "dependencies": {"kysely": "0"}}',
  [`${server}/main.ts`]: 'import { db } from "./db/index.ts";\nexport const main = db;\n',
  [`${server}/db/index.ts`]: 'export { db } from "./store.ts";\n',
  [`${server}/db/store.ts`]:
    'import { sql } from "kysely";\nimport path from "node:path";\nexport const db = [sql, path];\n',
};

function planted(files: Record<string, string> = {}): string {
  const directory = mkdtempSync(path.join(tmpdir(), "countersign-planted-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  for (const [name, text] of Object.entries({ ...sound, ...files })) {
    const file = path.join(directory, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return directory;
}

function found(files?: Record<string, string>) {
  const directory = planted(files);
  const imports = importsOf(directory);
  return {
    cycles: fileCycles(imports),
    unlisted: unlistedImports(directory, imports)
      .map(({ specifier }) => specifier)
      .sort(),
    forbidden: violations(imports)
      .map(({ specifier }) => specifier)
      .sort(),
  };
}
const nothing = { cycles: [], unlisted: [], forbidden: [] };

test("valid files cause no findings", () => {
  expect(found()).toEqual(nothing);
});

test.each([
  [
    "of values",
    'import { b } from "./b.ts";\nexport const a = () => b;\n',
    'export { a as b } from "./a.ts";\n',
  ],
  [
    "of type imports",
    'import type { B } from "./b.ts";\nexport interface A {\n  b: B;\n}\n',
    'import {\n  type A,\n} from "./a.ts";\nexport type B = A | null;\n',
  ],
  [
    "of an inline type import",
    'export type A = import("./b.ts").B;\n',
    'export type B = import("./a.ts").A | null;\n',
  ],
])("a cycle %s is found", (_of, a, b) => {
  expect(found({ [`${server}/db/a.ts`]: a, [`${server}/db/b.ts`]: b })).toEqual({
    ...nothing,
    cycles: [[`${server}/db/a.ts`, `${server}/db/b.ts`]],
  });
});

test("a cycle over many files is shown by its shortest path, without files that only lead into it", () => {
  const chain = ["a", "b", "c"].map((name, at, all) => [
    `${server}/db/${name}.ts`,
    `import "./${all[(at + 1) % 3]}.ts";\n`,
  ]);
  const leading = { [`${server}/db/0.ts`]: 'import "./a.ts";\n' };
  expect(found({ ...Object.fromEntries(chain), ...leading }).cycles).toEqual([chain.map(([file]) => file)]);
});

test("an import of a package that the importing one doesn't list is found; a test may use the root's", () => {
  const files = {
    "package.json": '{"name": "planted", "workspaces": ["packages/*"], "devDependencies": {"vitest": "0"}}',
    [`${server}/db/a.ts`]:
      'import { test } from "vitest/node";\nimport type { Y } from "@scope/unheard-of/y";\n',
    [`${server}/db/a.test.ts`]: 'import { test } from "vitest";\nimport "fast-check";\n',
  };
  expect(found(files)).toEqual({
    ...nothing,
    unlisted: ["@scope/unheard-of/y", "fast-check", "vitest/node"],
  });
});

test("an import that no rule allows is found, test support in production code as well", () => {
  const files = {
    [`${server}/db/a.ts`]: 'import "../access/index.ts";\n',
    [`${server}/db/b.ts`]: 'import { stage } from "./testing/stage.ts";\n',
  };
  expect(found(files).forbidden).toEqual(["../access/index.ts", "./testing/stage.ts"]);
});

test("an exported type that nobody imports is found by knip as it is configured here", () => {
  const unused = planted({
    [`${server}/main.ts`]: 'import { used } from "./a.ts";\nexport const main = used;\n',
    [`${server}/a.ts`]: "export type Unused = 1;\nexport interface Unheard {}\nexport const used = 1;\n",
  });
  copyFileSync(path.join(root, "knip.json"), path.join(unused, "knip.json"));
  const knip = path.join(root, "node_modules/knip/bin/knip.js");
  const args = [knip, "--directory", unused, "--reporter", "json", "--include", "types"];
  const run = spawnSync(process.execPath, args, { cwd: unused, encoding: "utf8" });
  expect(run.status, run.stderr).toBe(1);
  const { issues } = JSON.parse(run.stdout);
  const names = issues.flatMap(({ types }: { types: { name: string }[] }) => types.map(({ name }) => name));
  expect(names.sort()).toEqual(["Unheard", "Unused"]);
});
