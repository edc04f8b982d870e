import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sampleRequest, sampleSecret } from "@countersign/receiver/testing";
import { publint } from "publint";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installPacked, mustRun, nodesOfMachine } from "./support/packed-package.ts";

/** The published command line: packed, installed into an empty project, and run there. */

const root = path.resolve(import.meta.dirname, "..");
const built = path.join(root, "packages/cli/dist/package");
const directory = mkdtempSync(path.join(tmpdir(), "countersign-cli-package-"));
const project = path.join(directory, "project");
let tarball = "";

beforeAll(() => {
  tarball = installPacked("cli", { directory, project });
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

test("is one file without dependencies, with its licence and nothing of its tests", () => {
  const manifest = JSON.parse(readFileSync(path.join(built, "package.json"), "utf8"));
  expect(manifest).toMatchObject({ name: "countersign", bin: { countersign: "./bin/countersign.js" } });
  for (const field of ["dependencies", "private", "exports"]) expect(manifest).not.toHaveProperty(field);
  expect(mustRun("tar", ["-tf", tarball], directory).trim().split("\n").toSorted()).toEqual(
    ["LICENSE", "NOTICE", "README.md", "bin/countersign.js", "package.json"].map((file) => `package/${file}`),
  );
  const code = readFileSync(path.join(built, "bin/countersign.js"), "utf8");
  expect(code).not.toMatch(/ from ["'](?!node:)/);
});

test("publint finds nothing", async () => {
  const { messages } = await publint({ pkgDir: built, strict: true, pack: false });
  expect(messages).toEqual([]);
});

test.each(nodesOfMachine())("on Node %s, the installed command runs", async (_version, node) => {
  const bin = path.join(project, "node_modules/.bin/countersign");
  const run = (...args: string[]) =>
    spawnSync(node, [bin, ...args], {
      cwd: directory,
      encoding: "utf8",
      env: { XDG_CONFIG_HOME: directory, COUNTERSIGN_WEBHOOK_SECRET: sampleSecret },
    });
  expect(run("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("verify") });
  expect(run("events", "list")).toMatchObject({
    status: 3,
    stderr: expect.stringContaining("You are not signed in."),
  });
  const request = sampleRequest("kyc.completed");
  const headers = [...request.headers].map(([name, value]) => `${name}: ${value}`);
  writeFileSync(path.join(directory, "capture"), `${headers.join("\n")}\n\n${await request.text()}`);
  expect(run("verify", "capture")).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("Genuine: kyc.completed"),
  });
});
