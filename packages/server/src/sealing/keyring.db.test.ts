import { randomBytes } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Db, inTransaction } from "../db/index.ts";
import { testDatabase, testPoolSize } from "../db/testing/database.ts";
import { createKeyring, type Keyring, UnsealError, verifyMasterKey } from "./index.ts";
import { maxHeldMs } from "./key-cache.ts";

const masterKey = randomBytes(32);
const otherProcess = (clock = Date.now) => createKeyring({ masterKey, random: randomBytes, clock });

let db: Db;
let outside: <T>(look: () => Promise<T>) => Promise<T>;
let keyring: Keyring;
let scope: string;
beforeAll(async () => {
  ({ db, outside } = await testDatabase());
});
beforeEach(async () => {
  keyring = createKeyring({ masterKey, random: randomBytes });
  scope = `scope-${randomBytes(6).toString("hex")}`;
  await keyring.createScope(db, scope);
});

const index = () => keyring.blindIndex(db, scope, "pinfl", randomBytes(8).toString("hex"));

describe("scopes", () => {
  test("a scope's key is the same in every process", async () => {
    const box = (await keyring.scopeKey(db, scope)).seal("secret", "c");
    expect((await otherProcess().scopeKey(db, scope)).unseal(box, "c").toString()).toBe("secret");
  });

  test("creating a scope again keeps its key", async () => {
    const box = (await keyring.scopeKey(db, scope)).seal("secret", "c");
    await otherProcess().createScope(db, scope);
    expect((await otherProcess().scopeKey(db, scope)).unseal(box, "c").toString()).toBe("secret");
  });

  test("scopes can't open each other's boxes", async () => {
    const other = `${scope}-other`;
    await keyring.createScope(db, other);
    const box = (await keyring.scopeKey(db, scope)).seal("secret", "c");
    const otherKey = await keyring.scopeKey(db, other);
    expect(() => otherKey.unseal(box, "c")).toThrow(UnsealError);
  });

  test("an unknown scope is a bug, an unknown key is none", async () => {
    await expect(keyring.scopeKey(db, "nowhere")).rejects.toThrow("nowhere");
    expect(await keyring.key(db, "nowhere")).toBeNull();
    expect((await keyring.key(db, scope))?.id).toBe(scope);
  });

  test("a transaction never waits for the load of a caller who waits for a connection", async () => {
    const cold = otherProcess();
    const allOpen = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    let open = 0;
    const holders = Array.from({ length: testPoolSize }, () =>
      inTransaction(db, async (tx) => {
        if (++open === testPoolSize) allOpen.resolve();
        await asked.promise;
        return cold.scopeKey(tx, scope);
      }),
    );
    await allOpen.promise;
    const waiting = cold.scopeKey(db, scope);
    asked.resolve();
    const ids = (await Promise.all([waiting, ...holders])).map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set([scope]));
  });
});

describe("blind indexes", () => {
  test("differ by scope, label and value, and stay the same otherwise", async () => {
    await keyring.createScope(db, `${scope}-2`);
    const made = await Promise.all([
      keyring.blindIndex(db, scope, "pinfl", "1"),
      keyring.blindIndex(db, `${scope}-2`, "pinfl", "1"),
      keyring.blindIndex(db, scope, "document", "1"),
      keyring.blindIndex(db, scope, "pinfl", "2"),
    ]);
    expect(new Set(made.map((one) => one.toString("hex"))).size).toBe(4);
    expect(await otherProcess().blindIndex(db, scope, "pinfl", "1")).toEqual(made[0]);
  });
});

describe("subjects", () => {
  test("one person is one subject, however many ask at once", async () => {
    const person = await index();
    const processes = Array.from({ length: 8 }, () => otherProcess());
    const ids = await Promise.all(
      processes.map((one) => inTransaction(db, (tx) => one.subjectFor(tx, scope, person))),
    );
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^sub_/);
    expect(await keyring.subjectFor(db, scope, person)).toBe(ids[0]);
  });

  test("many at once: known ones keep their key, new ones get one, in the order asked", async () => {
    const [known, fresh, other] = [await index(), await index(), await index()];
    const id = await keyring.subjectFor(db, scope, known);
    const box = (await keyring.subjectKey(db, id))?.seal("person", "c") ?? Buffer.alloc(0);
    const keys = await inTransaction(db, (tx) => keyring.subjectsFor(tx, scope, [fresh, known, other]));
    expect(keys.map((key) => key.id).indexOf(id)).toBe(1);
    expect(keys[1]?.unseal(box, "c").toString()).toBe("person");
    expect(await keyring.subjectFor(db, scope, fresh)).toBe(keys[0]?.id);
    expect(await keyring.subjectFor(db, scope, other)).toBe(keys[2]?.id);
    const sealed = keys[0]?.seal("new", "c") ?? Buffer.alloc(0);
    expect((await otherProcess().key(db, keys[0]?.id ?? ""))?.unseal(sealed, "c").toString()).toBe("new");
  });

  test("a key opens in another process what it sealed in this one", async () => {
    const id = await keyring.subjectFor(db, scope, await index());
    const box = (await keyring.subjectKey(db, id))?.seal("person", "c") ?? Buffer.alloc(0);
    expect((await otherProcess().key(db, id))?.unseal(box, "c").toString()).toBe("person");
  });

  test("erasing destroys the key and the index, at once here and within a minute elsewhere", async () => {
    const time = { now: 0 };
    const elsewhere = otherProcess(() => time.now);
    const person = await index();
    const id = await keyring.subjectFor(db, scope, person);
    expect(await elsewhere.subjectKey(db, id)).not.toBeNull();
    expect(await keyring.subjectKey(db, id)).not.toBeNull();

    await inTransaction(db, (tx) => keyring.eraseSubject(tx, id));

    expect(await keyring.subjectKey(db, id)).toBeNull();
    time.now += maxHeldMs;
    expect(await elsewhere.key(db, id)).toBeNull();
    const row = await db.selectFrom("subjects").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ erasedAt: expect.any(Date) });
    for (const table of ["subjectKeys", "subjectNames"] as const)
      expect(await db.selectFrom(table).selectAll().where("subjectId", "=", id).execute()).toEqual([]);
    expect(await keyring.subjectFor(db, scope, person)).not.toBe(id);
    await inTransaction(db, (tx) => keyring.eraseSubject(tx, id));
  });

  test("a transaction sees an erasure immediately, its own and another process's, whatever is cached", async () => {
    const own = await keyring.subjectFor(db, scope, await index());
    await inTransaction(db, async (tx) => {
      await keyring.eraseSubject(tx, own);
      // A reader that still sees the old row caches the key again.
      expect(await outside(() => keyring.subjectKey(db, own))).not.toBeNull();
      expect(await keyring.subjectKey(tx, own)).toBeNull();
      expect(await keyring.payloadKeys(tx, own)).toBeNull();
    });
    const others = await keyring.subjectFor(db, scope, await index());
    expect(await keyring.subjectKey(db, others)).not.toBeNull();
    await inTransaction(db, (tx) => otherProcess().eraseSubject(tx, others));
    expect(await inTransaction(db, (tx) => keyring.key(tx, others))).toBeNull();
  });

  test("an erasure that is rolled back erases nothing", async () => {
    const id = await keyring.subjectFor(db, scope, await index());
    const work = inTransaction(db, async (tx) => {
      await keyring.eraseSubject(tx, id);
      throw new Error("changed my mind");
    });
    await expect(work).rejects.toThrow("changed my mind");
    expect(await keyring.subjectKey(db, id)).not.toBeNull();
  });
});

describe("payload keys", () => {
  const today = "2026-05-05";
  const sealedOn = async (day: string, keyId: string) =>
    (await keyring.payloadKeys(db, keyId))?.on(day)?.seal("payload", "c") ?? Buffer.alloc(0);

  test("open in another process what they sealed, each day and each subject its own", async () => {
    const id = await keyring.subjectFor(db, scope, await index());
    const box = await sealedOn(today, id);
    const elsewhere = await otherProcess().payloadKeys(db, id);
    expect(elsewhere?.on(today)?.unseal(box, "c").toString()).toBe("payload");
    expect(() => elsewhere?.on("2026-05-06")?.unseal(box, "c")).toThrow(UnsealError);
    const ofScope = await keyring.payloadKeys(db, scope);
    expect(() => ofScope?.on(today)?.unseal(box, "c")).toThrow(UnsealError);
  });

  test("of days before a day can be destroyed permanently; later ones stay", async () => {
    const id = await keyring.subjectFor(db, scope, await index());
    const later = await sealedOn("2026-05-06", id);
    await sealedOn(today, id);
    await keyring.destroyPayloadKeys(db, scope, "2026-05-06");
    await keyring.destroyPayloadKeys(db, scope, "2026-05-01");
    for (const process of [keyring, otherProcess()]) {
      const keys = await process.payloadKeys(db, id);
      expect(keys?.on(today)).toBeNull();
      expect(keys?.on("2026-05-06")?.unseal(later, "c").toString()).toBe("payload");
    }
  });

  test("die with their subject", async () => {
    const id = await keyring.subjectFor(db, scope, await index());
    expect((await keyring.payloadKeys(db, id))?.on(today)).toBeTruthy();
    await inTransaction(db, (tx) => keyring.eraseSubject(tx, id));
    expect(await keyring.payloadKeys(db, id)).toBeNull();
    expect(await keyring.payloadKeys(db, "nowhere")).toBeNull();
  });
});

describe("the master key", () => {
  test("is checked against the database", async () => {
    await verifyMasterKey(db, keyring);
    await verifyMasterKey(db, otherProcess());
    const wrong = createKeyring({ masterKey: randomBytes(32), random: randomBytes });
    await expect(verifyMasterKey(db, wrong)).rejects.toThrow("COUNTERSIGN_MASTER_KEY");
  });

  test("must have 32 bytes", () => {
    expect(() => createKeyring({ masterKey: randomBytes(31), random: randomBytes })).toThrow("32 bytes");
  });

  test("wraps the system key and that of the macs, which all processes share", async () => {
    expect(() => keyring.system).toThrow("not open");
    expect(() => keyring.secretMac("s")).toThrow("not open");
    await verifyMasterKey(db, keyring);
    const other = otherProcess();
    await verifyMasterKey(db, other);
    const box = keyring.system.seal("key of a source", "c");
    expect(other.system.unseal(box, "c").toString()).toBe("key of a source");
    expect(keyring.secretMac("s")).toEqual(other.secretMac("s"));
    expect(keyring.secretMac("s")).not.toEqual(keyring.former.macs("s")[0]);
    expect(() => keyring.former.unseal(box, "c")).toThrow(UnsealError);
  });
});
