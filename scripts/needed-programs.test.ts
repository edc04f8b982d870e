import { globSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { neededPrograms } from "./needed-programs.ts";

const root = path.resolve(import.meta.dirname, "..");
const needs = (...files: string[]) =>
  [...neededPrograms(files.map((file) => path.join(root, file)))].toSorted();

test("a test that starts a program itself needs it", () => {
  expect(needs("test/gateway.test.ts")).toEqual(["nginx"]);
  expect(needs("test/behind-nginx.test.ts")).toEqual(["nginx", "openssl"]);
});

test("a test that opens pages needs the browser of test/support", () => {
  expect(needs("test/applicant-page.test.ts")).toEqual(["chromium"]);
});

test("all tests together need these programs", () => {
  const all = globSync(["test/**/*.test.ts", "packages/*/src/**/*.test.ts"], { cwd: root });
  expect(needs(...all)).toEqual([
    "chromium",
    "curl",
    "nginx",
    "openapi_python_client",
    "openssl",
    "pdfsig",
    "php",
    "python3",
    "rclone",
  ]);
});

test("unit tests need none", () => {
  const unit = globSync("packages/*/src/**/*.test.ts", { cwd: root }).filter(
    (file) => !/\.(db|php)\.test\.ts$/.test(file),
  );
  expect(unit.length).toBeGreaterThan(50);
  expect(needs(...unit)).toEqual([]);
});
