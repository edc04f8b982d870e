import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "./support/free-port.ts";
import { until } from "./support/service.ts";

const root = path.resolve(import.meta.dirname, "..");

test("npm run dev serves the applicant's page from its sources and restarts the service on a change", async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "countersign-dev-"));
  // biome-ignore lint/style/noProcessEnv: npm and node are found by the caller's PATH
  const { PATH = "", HOME = "" } = process.env;
  const dev = spawn("npm", ["run", "dev"], {
    cwd: root,
    env: { PATH, HOME, PORT: String(await freePort()), DATA_DIR: dataDir },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const ended = once(dev, "exit");
  onTestFinished(async () => {
    dev.kill("SIGINT");
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  });
  let printed = "";
  for (const output of [dev.stdout, dev.stderr]) output.on("data", (chunk: Buffer) => (printed += chunk));
  const pages = () =>
    [...printed.matchAll(/applicant's page (http\S+)/g)].map(([, url = ""]) => new URL(url));

  await until("a session's page is printed", () => pages().length === 1, 60_000);
  const [page] = pages();
  if (page === undefined) throw new Error(printed);
  const document = await fetch(page, { headers: { accept: "text/html" } });
  expect(await document.text()).toContain("/@vite/client");
  const source = await fetch(new URL("/s/src/page.tsx", page));
  expect(await source.text()).toContain("import.meta.hot.accept");
  const state = await fetch(`${page.origin}${page.pathname}/state`, {
    headers: { "x-page-token": page.hash.slice(1) },
  });
  expect([state.status, await state.json()]).toEqual([200, expect.objectContaining({ state: "created" })]);

  const main = path.join(root, "packages/server/src/main.ts");
  utimesSync(main, new Date(), new Date());
  await until("the service has restarted", () => printed.split("service ready").length === 3, 60_000);
  dev.stdin.write("\n");
  await until("Enter starts another session", () => pages().length === 2);
  expect(printed).not.toContain("waiting for a change");
});
