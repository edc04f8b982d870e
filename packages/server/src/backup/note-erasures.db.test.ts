import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ProjectId, SubjectId } from "@countersign/wire";
import { pino } from "pino";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { inTransaction } from "../db/index.ts";
import { type TestDatabase, testDatabase } from "../db/testing/database.ts";
import { createRandom } from "../random.ts";
import { createKeyring, type Keyring, repeatErasures, verifyMasterKey } from "../sealing/index.ts";
import { createErasureNotes, readErased, watchErasures } from "./index.ts";

const random = createRandom();
const log = pino({ level: "silent" });
const masterKey = random(32);
const scope = "scope-of-the-test" as ProjectId;
let db: TestDatabase["db"];
beforeAll(async () => {
  ({ db } = await testDatabase());
});

/** A list in a directory of its own, and a keyring that appends to it. */
async function listed() {
  const directory = mkdtempSync(path.join(tmpdir(), "countersign-erased-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const file = path.join(directory, "erased-subjects");
  const notes = createErasureNotes(file, log, Date.now);
  const keyring = createKeyring({
    masterKey,
    previousMasterKey: null,
    random,
    onErased: notes.note,
  });
  await verifyMasterKey(db, keyring);
  await keyring.createScope(db, scope);
  const onList = async () => {
    const ids: SubjectId[] = [];
    for await (const page of readErased(file, 2)) ids.push(...page);
    return ids;
  };
  return { file, notes, keyring, onList };
}

/** A subject of this test's own. */
const made = (keyring: Keyring, name: string) =>
  keyring.subjectNamed(db, scope, `${name} ${random(4).toString()}`);

test("an erasure is on the list when its transaction is over, and not if it was rolled back", async () => {
  const { keyring, onList } = await listed();
  const [anna, boris] = [await made(keyring, "anna"), await made(keyring, "boris")];
  await inTransaction(db, (tx) => keyring.eraseSubject(tx, anna));
  expect(await onList()).toEqual([anna]);
  const rolledBack = inTransaction(db, async (tx) => {
    await keyring.eraseSubject(tx, boris);
    throw new Error("rolled back");
  });
  await expect(rolledBack).rejects.toThrow("rolled back");
  expect(await onList()).toEqual([anna]);
});

test("what was erased but not appended is appended at the next start, and a line that was cut off spoils nothing", async () => {
  const { file, notes, keyring, onList } = await listed();
  const [anna, boris] = [await made(keyring, "anna"), await made(keyring, "boris")];
  await inTransaction(db, (tx) => keyring.eraseSubject(tx, anna));
  const whole = readFileSync(file, "utf8");
  // As a process that died meanwhile leaves it.
  writeFileSync(file, whole.slice(0, -40));
  await inTransaction(db, (tx) => keyring.eraseSubject(tx, boris));
  expect(await onList()).toEqual([boris]);
  const watched = await watchErasures({ db, file, notes, clock: Date.now, log });
  await watched.stop();
  expect(await onList()).toEqual(expect.arrayContaining([anna, boris]));
});

test("a directory that is gone does not fail the erasure, which is appended once it is back", async () => {
  const { file, notes, keyring, onList } = await listed();
  const anna = await made(keyring, "anna");
  rmSync(path.dirname(file), { recursive: true });
  writeFileSync(path.dirname(file), "not a directory");
  await inTransaction(db, (tx) => keyring.eraseSubject(tx, anna));
  expect(await keyring.subjectKey(db, anna)).toBeNull();
  rmSync(path.dirname(file));
  const watched = await watchErasures({ db, file, notes, clock: Date.now, log });
  await watched.stop();
  expect(await onList()).toContain(anna);
});

test("listed subjects of a restored store lose their keys, once, and are left to the service", async () => {
  const { keyring } = await listed();
  const [anna, boris] = [await made(keyring, "anna"), await made(keyring, "boris")];
  expect(await repeatErasures(db, [anna, "sub_unknown" as SubjectId], new Date())).toBe(1);
  expect(await repeatErasures(db, [anna], new Date())).toBe(0);
  const rows = await db.selectFrom("subjectKeys").select("subjectId").where("scopeId", "=", scope).execute();
  expect(rows.map(({ subjectId }) => subjectId)).toContain(boris);
  expect(rows.map(({ subjectId }) => subjectId)).not.toContain(anna);
  const erasure = db.selectFrom("erasures").select("repeating").where("subjectId", "=", anna);
  expect(await erasure.executeTakeFirst()).toEqual({ repeating: true });
});
