import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { until } from "./support/service.ts";

const root = path.resolve(import.meta.dirname, "..");

test("SIGTERM to `npm start` stops the service and its Postgres, not only npm", async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "countersign-test-"));
  const npm = spawn("npm", ["start"], {
    cwd: root,
    // biome-ignore lint/style/noProcessEnv: npm and the service find programs by the caller's PATH
    env: { PATH: process.env.PATH ?? "", PORT: "0", DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const { pid } = npm;
  if (pid === undefined) throw new Error("npm did not start");
  onTestFinished(() => {
    killGroup(pid);
    rmSync(dataDir, { recursive: true, force: true });
  });
  let printed = "";
  npm.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  // Not at its exit: its last output may still be in the pipe then.
  const ended = new Promise((resolve) => npm.once("close", (...how) => resolve(how)));
  await until("the service listens", () => printed.includes('"msg":"ready"'));
  expect(existsSync(path.join(dataDir, "postgres/postmaster.pid"))).toBe(true);

  npm.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  expect(printed).toContain('"msg":"stopped"');
  expect(existsSync(path.join(dataDir, "postgres/postmaster.pid"))).toBe(false);
});

/** Kills the process and those that it started, if any are left. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // No process is left.
  }
}
