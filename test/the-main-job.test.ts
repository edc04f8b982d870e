import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";

const demo = path.resolve(import.meta.dirname, "../examples/demo/main.ts");

test("the demo identifies a resident and a foreigner, and all six webhooks arrive signed", () => {
  const run = spawnSync(process.execPath, [demo, "--once"], { encoding: "utf8", timeout: 280_000 });
  expect(run.stdout).toContain("All 6 webhooks arrived");
  for (const address of ["/person", "/registration", "/photo", "/foreign", "/outcome"]) {
    expect(run.stdout).toMatch(new RegExp(`<- ${address} +SUCCESS +evt_\\w+ +signature ok, hash ok`));
  }
  expect(run.status).toBe(0);
});
