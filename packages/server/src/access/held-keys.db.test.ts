import { randomBytes } from "node:crypto";
import type { ProjectId } from "@countersign/wire";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { type Db, inTransaction } from "../db/index.ts";
import { testDatabase } from "../db/testing/database.ts";
import { createProject } from "../projects/index.ts";
import { createKeyring, verifyMasterKey } from "../sealing/index.ts";
import { changeToken, createAuthenticator, createToken, revokeToken } from "./index.ts";

const actor = { kind: "operator", id: "bootstrap", name: "Root" } as const;
const clock = { now: Date.parse("2026-01-01T12:00:00Z") };
let db: Db;
let deps: Parameters<typeof createAuthenticator>[0] & { random: (bytes: number) => Buffer };
let projectId: ProjectId;
let uses = 0;

beforeAll(async () => {
  ({ db } = await testDatabase());
  const random = (bytes: number) => randomBytes(bytes);
  const keyring = createKeyring({ masterKey: randomBytes(32), random });
  await verifyMasterKey(db, keyring);
  const tokenUses = { used: () => void uses++, flush: async () => {} };
  deps = { db, clock: () => clock.now, random, keyring, operatorToken: null, tokenUses };
  const settings = { name: "Held", mode: "test" } as const;
  const { project } = await inTransaction(db, (tx) =>
    createProject({ ...deps, keyring }, tx, settings, actor),
  );
  projectId = project.id;
});

async function newKey() {
  const created = await inTransaction(db, (tx) =>
    createToken(deps, tx, { projectId }, { name: randomBytes(6).toString("hex") }, actor),
  );
  return { id: created.key.id, token: created.token };
}

/** Stops the clock that nobody sets, and returns how to advance it. */
function stopTime(): (ms: number) => void {
  let now = performance.now();
  const stopped = vi.spyOn(performance, "now").mockImplementation(() => now);
  onTestFinished(() => stopped.mockRestore());
  return (ms) => {
    now += ms;
  };
}

test("a project's key is read once in ten milliseconds, and each use is noted", async () => {
  const { token } = await newKey();
  const authenticate = createAuthenticator(deps);
  const pass = stopTime();
  uses = 0;
  const read = await authenticate(token);
  expect(read).toMatchObject({ projectId });
  for (let call = 0; call < 4; call++) expect(await authenticate(token)).toBe(read);
  pass(10);
  expect(await authenticate(token)).not.toBe(read);
  expect(uses).toBe(6);
});

test("a revoked key is refused by every process with the next call", async () => {
  for (let time = 0; time < 10; time++) {
    const { id, token } = await newKey();
    const processes = [createAuthenticator(deps), createAuthenticator(deps)];
    for (const authenticate of processes) expect(await authenticate(token)).not.toBeNull();
    await inTransaction(db, (tx) => revokeToken(deps, tx, { owner: { projectId }, id }, actor));
    for (const authenticate of processes) expect(await authenticate(token)).toBeNull();
  }
});

test("an expired key is refused though it was read just before", async () => {
  const { id, token } = await newKey();
  const expiresAt = new Date(clock.now + 5);
  await inTransaction(db, (tx) => changeToken(deps, tx, { owner: { projectId }, id }, { expiresAt }, actor));
  const authenticate = createAuthenticator(deps);
  stopTime();
  expect(await authenticate(token)).not.toBeNull();
  clock.now += 5;
  expect(await authenticate(token)).toBeNull();
});
