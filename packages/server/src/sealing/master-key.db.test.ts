import { randomBytes } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "../db/index.ts";
import { testDatabase } from "../db/testing/database.ts";
import {
  countWrapped,
  createKeyring,
  type Keyring,
  MasterKeyError,
  rewrapSome,
  verifyMasterKey,
  verifyRewrapped,
} from "./index.ts";

const scopes = ["project-1", "project-2", "project-3"];
const [oldKey, newKey, strangeKey] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const ring = (masterKey: Buffer, previousMasterKey: Buffer | null = null) =>
  createKeyring({ masterKey, previousMasterKey, random: randomBytes });

let db: Db;
let before: Keyring;
let sealed: Buffer;

beforeEach(async () => {
  ({ db } = await testDatabase());
  before = ring(oldKey);
  await verifyMasterKey(db, before);
  for (const scope of scopes) await before.createScope(db, scope);
  sealed = (await before.scopeKey(db, "project-2")).seal("theirs", "c");
});

const refusal = async (keyring: Keyring): Promise<string> => {
  const error = await verifyMasterKey(db, keyring).catch((thrown: unknown) => thrown);
  if (!(error instanceof MasterKeyError)) throw new Error("it was not refused");
  return error.message;
};

const opens = async (keyring: Keyring) =>
  (await keyring.scopeKey(db, "project-2")).unseal(sealed, "c").toString();

test("a rotation goes on where it stopped; the keys stay what they were", async () => {
  const both = ring(newKey, oldKey);
  expect(await verifyMasterKey(db, both)).toEqual({ current: 0, previous: 5, other: 0 });
  expect(await opens(both)).toBe("theirs");

  expect(await rewrapSome(db, both, 2)).toBe(2);
  const again = ring(newKey, oldKey);
  expect(await verifyMasterKey(db, again)).toEqual({ current: 2, previous: 3, other: 0 });
  expect(await opens(again)).toBe("theirs");
  // Its label is wrong, so that the rotation doesn't see it; the check at the end does.
  const row = () => db.updateTable("keyScopes").where("id", "=", "system");
  await row().set({ wrappedBy: again.wrapping.current }).execute();
  expect(await rewrapSome(db, again, 100)).toBe(2);
  await expect(verifyRewrapped(db, again)).rejects.toThrow("scope system is still wrapped");
  await row().set({ wrappedBy: before.wrapping.current }).execute();

  expect(await rewrapSome(db, again, 100)).toBe(1);
  expect(await rewrapSome(db, again, 100)).toBe(0);
  expect(await verifyRewrapped(db, again)).toBe(5);
  const after = ring(newKey);
  expect(await verifyMasterKey(db, after)).toEqual({ current: 5, previous: 0, other: 0 });
  expect(await opens(after)).toBe("theirs");
  expect(after.secretMac("s")).toEqual(before.secretMac("s"));
  expect(after.system.unseal(before.system.seal("key", "c"), "c").toString()).toBe("key");
});

test("a first start that is rolled back leaves no key behind that the store doesn't have", async () => {
  ({ db } = await testDatabase());
  const keyring = ring(oldKey);
  const failing = verifyMasterKey(db, keyring, () => Promise.reject(new Error("killed")));
  await expect(failing).rejects.toThrow("killed");
  await verifyMasterKey(db, keyring);
  const other = ring(oldKey);
  await verifyMasterKey(db, other);
  expect(keyring.secretMac("s")).toEqual(other.secretMac("s"));
});

test("keys that running processes create are wrapped by the new key", async () => {
  const both = ring(newKey, oldKey);
  await verifyMasterKey(db, both);
  await both.createScope(db, "project-4");
  expect(await countWrapped(db, both)).toEqual({ current: 1, previous: 5, other: 0 });
  while ((await rewrapSome(db, both, 2)) > 0);
  expect(await countWrapped(db, both)).toEqual({ current: 6, previous: 0, other: 0 });
});

test("wrong keys are refused at every stage of a rotation", async () => {
  const both = ring(newKey, oldKey);
  expect(await refusal(ring(newKey))).toMatch(/doesn't fit.*COUNTERSIGN_PREVIOUS_MASTER_KEY/);
  expect(await refusal(ring(newKey, strangeKey))).toMatch(/5 of 5 keys .* neither by COUNTERSIGN_MASTER_KEY/);

  await rewrapSome(db, both, 2);
  for (const half of [newKey, oldKey])
    expect(await refusal(ring(half))).toMatch(/rotation .* not finished: [23] of 5/);

  await rewrapSome(db, both, 100);
  expect(await refusal(ring(oldKey))).toMatch(/doesn't fit.*after a rotation the new one/);
  expect(await refusal(ring(strangeKey))).toMatch(/doesn't fit/);
  // What is stored does not depend on which of the two is the new one.
  expect(await verifyMasterKey(db, ring(oldKey, newKey))).toEqual({ current: 0, previous: 5, other: 0 });
});

test("a store of an earlier version, whose rows don't say which key wraps them, is labelled", async () => {
  await db.updateTable("keyScopes").set({ wrappedBy: null }).execute();
  expect(await refusal(ring(strangeKey))).toMatch(/doesn't fit/);
  expect(await verifyMasterKey(db, ring(newKey, oldKey))).toEqual({ current: 0, previous: 5, other: 0 });
  expect(await verifyMasterKey(db, ring(oldKey))).toEqual({ current: 5, previous: 0, other: 0 });
});
