import { randomBytes } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "../db/testing/database.ts";
import { createKeyring, verifyMasterKey } from "../sealing/index.ts";
import { countAttempt, forgetAttempts } from "./lock-out.ts";

const minute = 60_000;
const { db } = await testDatabase();
let now = Date.UTC(2026, 4, 5, 10);
const clock = () => now;
const keyring = createKeyring({ masterKey: randomBytes(32), random: (bytes) => randomBytes(bytes), clock });
await verifyMasterKey(db, keyring);
let account: string;
beforeEach(() => {
  account = randomBytes(6).toString("hex");
});

const attemptFrom = (address: string) => countAttempt({ clock, keyring }, db, { account, address });
async function attempts(count: number, address = "192.0.2.1") {
  const waits: (number | null)[] = [];
  for (let at = 0; at < count; at++) waits.push(await attemptFrom(address));
  return waits;
}

test("the fifth failure from an address locks for a minute, and each further one for twice as long, up to 15", async () => {
  expect(await attempts(5)).toEqual([null, null, null, null, null]);
  expect(await attemptFrom("192.0.2.1")).toBe(minute);
  now += minute - 1;
  expect(await attemptFrom("192.0.2.1")).toBe(1);
  const locks: (number | null)[] = [];
  now += 1;
  for (let lock = 0; lock < 5; lock++) {
    expect(await attemptFrom("192.0.2.1")).toBeNull();
    const wait = await attemptFrom("192.0.2.1");
    locks.push(wait);
    now += wait ?? 0;
  }
  expect(locks).toEqual([2, 4, 8, 15, 15].map((minutes) => minutes * minute));
});

test("another address is not affected before fifty failures from all of them", async () => {
  await attempts(6);
  expect(await attemptFrom("192.0.2.2")).toBeNull();
  for (let from = 10; from < 21; from++) await attempts(4, `192.0.2.${from}`);
  expect(await attemptFrom("192.0.2.99")).toBe(minute);
});

test("success, or an hour without a failure, counts from nothing again", async () => {
  await attempts(4);
  await forgetAttempts({ clock, keyring }, db, { account, address: "192.0.2.1" });
  expect(await attempts(4)).toEqual([null, null, null, null]);
  now += 60 * minute + 1;
  expect(await attempts(5)).toEqual([null, null, null, null, null]);
  expect(await attemptFrom("192.0.2.1")).toBe(minute);
});
