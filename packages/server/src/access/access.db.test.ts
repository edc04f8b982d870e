import { createHash, randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { type Db, inTransaction } from "../db/index.ts";
import { testDatabase } from "../db/testing/database.ts";
import { createKeyring, verifyMasterKey } from "../sealing/index.ts";
import {
  type AccessDeps,
  audit,
  authenticate,
  changeOperator,
  createOperator,
  hasOperator,
  keyTokenHashes,
  listAudit,
  listOperators,
} from "./index.ts";

const actor = { kind: "operator", id: "bootstrap", name: "Root" } as const;
const operatorToken = "configured-operator-token-1";
let db: Db;
let deps: AccessDeps;

beforeAll(async () => {
  ({ db } = await testDatabase());
  const random = (bytes: number) => randomBytes(bytes);
  const keyring = createKeyring({ masterKey: randomBytes(32), random });
  await verifyMasterKey(db, keyring);
  deps = { db, clock: Date.now, random, keyring, operatorToken };
});

const add = (role: "admin" | "reviewer") =>
  inTransaction(db, (tx) => createOperator(deps, tx, { name: "Ann", role }, actor));

test("a token is shown once and stored as a keyed hash, which the store alone can't make", async () => {
  const { operator, token } = await add("reviewer");
  expect(token).toMatch(/^cso_[A-Za-z0-9_-]{43}$/);
  expect(await authenticate(deps, token)).toEqual({
    kind: "operator",
    id: operator.id,
    name: "Ann",
    roles: { everywhere: "reviewer", byProject: {} },
  });
  const rows = await db
    .selectFrom("accessTokens")
    .selectAll()
    .where("operatorId", "=", operator.id)
    .execute();
  const plain = createHash("sha256").update(token).digest();
  expect(rows.map(({ hash, keyed }) => [hash.equals(plain), keyed])).toEqual([[false, true]]);
  expect(JSON.stringify(rows)).not.toContain(token.slice(4));
});

test("a token whose hash an earlier version stored is keyed once, and stays valid", async () => {
  const { operator, token } = await add("admin");
  const hash = createHash("sha256").update(token).digest();
  const rows = db.updateTable("accessTokens").where("operatorId", "=", operator.id);
  await rows.set({ hash, keyed: false }).execute();
  expect(await authenticate(deps, token)).toBeNull();
  const keyed = await Promise.all([keyTokenHashes(deps), keyTokenHashes(deps)]);
  expect(keyed.reduce((sum, count) => sum + count)).toBe(1);
  expect(await authenticate(deps, token)).toMatchObject({ id: operator.id });
  // Under the keys of another store no hash of this one fits.
  const other = createKeyring({ masterKey: randomBytes(32), random: deps.random });
  await verifyMasterKey((await testDatabase()).db, other);
  expect(await authenticate({ ...deps, keyring: other }, token)).toBeNull();
});

test("a token is refused from its end on, and nobody who has no other can sign in", async () => {
  const tokenExpiresAt = new Date(Date.now() + 60_000);
  const at = (ms: number) => ({ ...deps, clock: () => tokenExpiresAt.getTime() + ms });
  await db.updateTable("operators").set({ active: false }).execute();
  const input = { name: "Ann", role: "admin", tokenExpiresAt } as const;
  const { operator, token } = await inTransaction(db, (tx) => createOperator(deps, tx, input, actor));
  expect(await authenticate(at(-1), token)).toMatchObject({ id: operator.id });
  expect(await hasOperator(at(-1))).toBe(true);
  expect(await authenticate(at(0), token)).toBeNull();
  expect(await hasOperator(at(0))).toBe(false);
});

test("a change of role counts from the next request on; ended access ends the tokens permanently", async () => {
  const { operator, token } = await add("reviewer");
  const change = (to: Parameters<typeof changeOperator>[3]) =>
    inTransaction(db, (tx) => changeOperator(deps, tx, operator.id, to, actor));
  await change({ role: "operator" });
  expect(await authenticate(deps, token)).toMatchObject({ roles: { everywhere: "operator" } });
  await change({ active: false });
  expect(await authenticate(deps, token)).toBeNull();
  await change({ active: true });
  expect(await authenticate(deps, token)).toBeNull();
});

test("the configured operator token is an operator; nothing else is anybody", async () => {
  expect(await authenticate(deps, operatorToken)).toMatchObject({
    id: "bootstrap",
    roles: { everywhere: "admin" },
  });
  const unknown = `cso_${randomBytes(32).toString("base64url")}`;
  for (const bearer of ["", "x", `${operatorToken}x`, operatorToken.slice(1), unknown, "csk_\u0000"]) {
    expect(await authenticate(deps, bearer)).toBeNull();
  }
  expect(await authenticate({ ...deps, operatorToken: null }, operatorToken)).toBeNull();
});

test("operators and audit records are listed newest first, page by page", async () => {
  await add("reviewer");
  const [newest, ...older] = await listOperators(db, { limit: 100 });
  expect(await listOperators(db, { before: newest?.id, limit: 100 })).toEqual(older);

  for (const target of ["one", "two"]) {
    await audit(deps, db, { actor, action: "test", projectId: "p", target, details: { nested: { n: 1 } } });
  }
  const records = await listAudit(db, { projectId: ["p"], limit: 10 });
  expect(records.map(({ target }) => target).sort()).toEqual(["one", "two"]);
  expect(records[0]).toMatchObject({
    actorKind: "operator",
    actorId: "bootstrap",
    details: { nested: { n: 1 } },
  });
});

test("an audit record falls with the transaction of what it tells about", async () => {
  const failing = inTransaction(db, async (tx) => {
    await audit(deps, tx, { actor, action: "test", projectId: "rolled-back" });
    throw new Error("undone");
  });
  await expect(failing).rejects.toThrow("undone");
  expect(await listAudit(db, { projectId: ["rolled-back"], limit: 10 })).toEqual([]);
});
