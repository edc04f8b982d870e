import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Every file that `file` reaches by relative imports, and every package it names. */
function reach(file: URL, files = new Set<string>(), packages = new Set<string>()) {
  if (files.has(file.href)) return { files, packages };
  files.add(file.href);
  for (const [, target = ""] of readFileSync(file, "utf8").matchAll(/from "([^"]+)"/g)) {
    if (target.startsWith(".")) reach(new URL(target, file), files, packages);
    else packages.add(target);
  }
  return { files, packages };
}

test("what a browser imports reaches no module of Node", () => {
  const { files, packages } = reach(new URL("./browser.ts", import.meta.url));
  expect([...packages]).toEqual(["zod"]);
  expect(files.size).toBeGreaterThan(5);
});

test("only the wire formats use a module of Node", () => {
  const { files } = reach(new URL("./index.ts", import.meta.url));
  const users = [...files].filter((file) => readFileSync(new URL(file), "utf8").includes('from "node:'));
  expect(users.length).toBeGreaterThan(0);
  for (const file of users) expect(file).toContain("/dialects/");
});
