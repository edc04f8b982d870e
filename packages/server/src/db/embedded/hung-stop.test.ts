import { expect, test } from "vitest";
import { createHungStop } from "./hung-stop.ts";

const postgres = (pid: number, stopping: boolean) => ({ pid, socketDir: "/tmp", stopping });

test("one that stops for too long hangs, and is named once", () => {
  let now = 0;
  const hangs = createHungStop(100, () => now);
  expect(hangs(postgres(1, true))).toBe(false);
  now = 101;
  expect(hangs(postgres(1, true))).toBe(true);
  now = 500;
  expect(hangs(postgres(1, true))).toBe(false);
});

test("the time restarts with another one, and with one that runs", () => {
  let now = 0;
  const hangs = createHungStop(100, () => now);
  hangs(postgres(1, true));
  now = 90;
  expect(hangs(postgres(2, true))).toBe(false);
  now = 180;
  expect(hangs(postgres(2, false))).toBe(false);
  now = 200;
  expect(hangs(postgres(2, true))).toBe(false);
  expect(hangs(null)).toBe(false);
});
