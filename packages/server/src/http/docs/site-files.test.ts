import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { siteFilesOf } from "./site-files.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "countersign-site-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(dir, "site", name)), { recursive: true });
  writeFileSync(path.join(dir, "site", name), text);
}

/** What is served at a path: whether it exists, and its text. */
async function found(find: ReturnType<typeof siteFilesOf>, wanted: string) {
  const page = await find(wanted);
  return page === null ? null : { exists: page.exists, text: page.file.bytes.toString() };
}

test("a page is found by its path, with and without a slash, and the first one by none", async () => {
  write("index.html", "first");
  write("guides/webhooks/index.html", "webhooks");
  write("copy.js", "script");
  const find = siteFilesOf(path.join(dir, "site"));
  expect(await found(find, "")).toEqual({ exists: true, text: "first" });
  expect(await found(find, "guides/webhooks")).toEqual({ exists: true, text: "webhooks" });
  expect(await found(find, "guides/webhooks/")).toEqual({ exists: true, text: "webhooks" });
  expect(await found(find, "copy.js")).toEqual({ exists: true, text: "script" });
});

test("any other path gets the page that says so: nothing outside of the site is read", async () => {
  write("404.html", "not found");
  write("copy.js", "script");
  write("copy.js.gz", "compressed");
  writeFileSync(path.join(dir, "secret.txt"), "secret");
  const find = siteFilesOf(path.join(dir, "site"));
  for (const wanted of ["none", "../secret.txt", "..%2fsecret.txt", "copy.js.gz", "guides"])
    expect([wanted, await found(find, wanted)]).toEqual([wanted, { exists: false, text: "not found" }]);
});

test("a site that is built after the start is found without a restart", async () => {
  const find = siteFilesOf(path.join(dir, "site"));
  expect(await found(find, "copy.js")).toBeNull();
  write("copy.js", "script");
  expect(await found(find, "copy.js")).toEqual({ exists: true, text: "script" });
});
