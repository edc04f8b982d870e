import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { blocksOf } from "../../test/support/markdown-blocks.ts";
import { environmentIn, rendered } from "./templates.ts";

const root = path.resolve(import.meta.dirname, "../..");
const files = readdirSync(path.join(root, "deploy/cluster"));

test.each(files)("the guide shows deploy/cluster/%s, with which `npm run partition` runs", (name) => {
  const file = readFileSync(path.join(root, "deploy/cluster", name), "utf8").trimEnd();
  const guide = readFileSync(path.join(root, "docs/guides/several-machines.md"), "utf8");
  expect(blocksOf(guide).map(({ text }) => text)).toContain(file);
});

test("variables are replaced, and one without a value is an error", () => {
  const variables = { STORE_PASSWORD: "secret" };
  expect(rendered("schema.sql", variables)).toContain("login password 'secret'");
  expect(() => rendered("schema.sql", {})).toThrow("deploy/cluster/schema.sql needs STORE_PASSWORD");
});

test("the variables of a service keep what follows their first `=`", () => {
  expect(environmentIn("A=1\nURL=postgres://a/b?sslmode=require\n")).toEqual({
    A: "1",
    URL: "postgres://a/b?sslmode=require",
  });
});
