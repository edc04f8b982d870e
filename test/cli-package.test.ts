import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { sampleRequest, sampleSecret } from "@countersign/receiver/testing";
import { publint } from "publint";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { installPacked, mustRun, nodesOfMachine } from "./support/packed-package.ts";
import { until } from "./support/service.ts";

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

test("is one file without dependencies, with its licence and without its tests", () => {
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

/** Collects garbage continuously, and reports it. */
const collecting = "setInterval(() => { gc(); process.stderr.write('.'); }, 20).unref()";

test.each(nodesOfMachine())(
  "on Node %s, listen stops when told to, whatever was collected",
  async (_version, node) => {
    const service = createServer((request, response) => {
      if (request.url?.startsWith("/manage/v1/stream") !== true)
        response.setHeader("content-type", "application/json").end('{"id":"p","mode":"test"}');
      else response.writeHead(200, { "content-type": "text/event-stream" }).write(": still here\nid: p1\n\n");
    }).listen(0, "127.0.0.1");
    await once(service, "listening");
    onTestFinished(() => {
      service.closeAllConnections();
      service.close();
    });
    const bin = path.join(project, "node_modules/countersign/bin/countersign.js");
    const load = `data:text/javascript,${encodeURIComponent(collecting)}`;
    const args = ["--expose-gc", "--import", load, bin, "listen", "--forward-to", "http://127.0.0.1:1"];
    const child = spawn(node, args, {
      env: {
        XDG_CONFIG_HOME: directory,
        XDG_STATE_HOME: mkdtempSync(path.join(directory, "state-")),
        COUNTERSIGN_URL: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
        COUNTERSIGN_TOKEN: "csk_test",
        COUNTERSIGN_PROJECT: "p",
      },
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    let stdout = "";
    let collections = 0;
    child.stdout.on("data", (piece: Buffer) => {
      stdout += piece;
    });
    child.stderr.on("data", (piece: Buffer) => {
      collections += piece.length;
    });
    await until("it listens", () => stdout.includes("listening"));
    const before = collections;
    await until("garbage was collected", () => collections > before + 30);
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  },
);
