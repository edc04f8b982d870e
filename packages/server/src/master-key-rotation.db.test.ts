import { createHmac, createSecretKey, hkdfSync, randomBytes } from "node:crypto";
import type { NewDeliveryService } from "@countersign/wire";
import { beforeEach, expect, test } from "vitest";
import { listAudit } from "./access/index.ts";
import { type Db, inTransaction } from "./db/index.ts";
import { testDatabase } from "./db/testing/database.ts";
import { responseContext } from "./http/index.ts";
import { carryOver } from "./master-key-carry-over.ts";
import { rotateMasterKey } from "./master-key-rotation.ts";
import { addDeliveryService } from "./operations/index.ts";
import { authenticateProject, createProject } from "./projects/index.ts";
import { sealContext } from "./registry/index.ts";
import { sealBox } from "./sealing/box.ts";
import { createKeyring, type Keyring, rewrapSome, verifyMasterKey } from "./sealing/index.ts";

const actor = { kind: "system", id: "test" } as const;
const random = (bytes: number) => randomBytes(bytes);
const clock = Date.now;
const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const service: NewDeliveryService = {
  name: "Courier",
  externalId: "courier-1",
  currency: "UZS",
  tariff: { base: 10, perKilogram: 0, perKilometre: 0, minimum: 0, freeFrom: null },
  maxWeight: null,
  active: true,
};

let db: Db;
let project: Awaited<ReturnType<typeof createProject>>;
beforeEach(async () => {
  ({ db } = await testDatabase());
});

/** A keyring as a process opens it at its start. */
async function open(masterKey: Buffer, previousMasterKey: Buffer | null = null): Promise<Keyring> {
  const keyring = createKeyring({ masterKey, previousMasterKey, random });
  await verifyMasterKey(db, keyring, (tx) => carryOver(tx, keyring));
  return keyring;
}

const shop = async (keyring: Keyring) => {
  project = await inTransaction(db, (tx) =>
    createProject({ clock, random, keyring }, tx, { name: "Shop", mode: "test" }, actor),
  );
};
const authenticated = async (keyring: Keyring) =>
  (await authenticateProject({ db, clock, keyring }, project.project.id, project.secret)) !== null;
const addService = (keyring: Keyring) =>
  addDeliveryService({ db, clock, random, keyring }, project.project.id, service);
const rotate = async (keyring: Keyring, lines: string[] = []) => {
  const tell = (line: string) => void lines.push(line);
  await rotateMasterKey({ db, keyring, clock, random, ownsDatabase: false, tell, patienceMs: 10_000 });
  return lines;
};

/** What earlier versions derived from the master key. */
const formerKey = (purpose: string) =>
  createSecretKey(Buffer.from(hkdfSync("sha256", oldKey, "", `countersign:${purpose}`, 32)));
const formerBox = (text: string, context: string) => sealBox(formerKey("system"), random, text, context);
const formerMac = (text: string) => createHmac("sha256", formerKey("secret-mac")).update(text).digest();

/** Brings the store into the form that earlier versions left it in. */
async function makeFormer(): Promise<void> {
  const projectId = project.project.id;
  await db
    .updateTable("projects")
    .set({ secretMac: formerMac(project.secret) })
    .execute();
  const requestMac = formerMac(`${projectId} delivery-service  ${JSON.stringify(service)}`);
  await db.updateTable("operationDeliveryServices").set({ requestMac }).execute();
  await db
    .insertInto("registrySources")
    .values({
      id: "src_1",
      name: "Old",
      url: "https://registry.example",
      timeoutMs: 1000,
      apiKeySealed: formerBox("key of the source", sealContext.sourceKey("src_1")),
      createdAt: new Date(),
    })
    .execute();
  await db
    .insertInto("idempotencyKeys")
    .values(
      ["k1", "k2"].map((key) => ({
        actorId: "opr_1",
        key,
        requestHash: Buffer.alloc(32),
        status: 200,
        responseSealed: key === "k1" ? formerBox("answer", responseContext("opr_1", key)) : Buffer.alloc(40),
        createdAt: new Date(),
      })),
    )
    .execute();
  await db.deleteFrom("keyScopes").where("id", "=", "system").execute();
  await db.updateTable("keyScopes").set({ wrappedBy: null }).execute();
}

const sourceKey = async (keyring: Keyring) => {
  const { apiKeySealed } = await db
    .selectFrom("registrySources")
    .select("apiKeySealed")
    .executeTakeFirstOrThrow();
  return keyring.system.unseal(apiKeySealed ?? Buffer.alloc(0), sealContext.sourceKey("src_1")).toString();
};

test("what an earlier version derived from the master key is carried over at the first start", async () => {
  await shop(await open(oldKey));
  await addService(await open(oldKey));
  await makeFormer();

  const keyring = await open(oldKey);
  expect(await authenticated(keyring)).toBe(true);
  expect(await sourceKey(keyring)).toBe("key of the source");
  const answers = await db.selectFrom("idempotencyKeys").selectAll().orderBy("key").execute();
  const [answer, damaged] = answers.map(({ responseSealed }) => responseSealed ?? Buffer.alloc(0));
  expect(keyring.system.unseal(answer ?? Buffer.alloc(0), responseContext("opr_1", "k1")).toString()).toBe(
    "answer",
  );
  expect(damaged).toEqual(Buffer.alloc(40));
  expect(await addService(keyring)).toMatchObject({ kind: "done", replayed: true });
  // Another process, or the next start, finds it done.
  expect(await authenticated(await open(oldKey))).toBe(true);
});

test("a rotation of such a store leaves nothing that the old key opens or that can be tried against it", async () => {
  await shop(await open(oldKey));
  await addService(await open(oldKey));
  await makeFormer();
  const both = await open(newKey, oldKey);
  expect(await authenticated(both)).toBe(true);
  expect(await addService(both)).toMatchObject({ kind: "done", replayed: true });
  // Killed after its first transaction.
  await rewrapSome(db, both, 1);

  expect(await rotate(await open(newKey, oldKey))).toEqual([
    "keys of projects, the registry and the service: 2 of 3 are wrapped by the new key",
    "keys: 3 of 3 are wrapped by the new key",
    "operation_delivery_services: 1 hashes of requests from before this version are removed",
    "verified: 3 of 3 keys open with the new key",
    "overwriting what the old key wrapped in the database's files",
  ]);
  const after = await open(newKey);
  expect(await authenticated(after)).toBe(true);
  expect(await sourceKey(after)).toBe("key of the source");
  expect(await addService(after)).toMatchObject({ kind: "refused", code: "external_id_taken" });
  const [record] = await listAudit(db, { limit: 1 });
  expect(record).toMatchObject({ action: "master_key.rotate", details: { keys: 3, scrubbed: true } });
  await expect(open(oldKey)).rejects.toThrow("after a rotation the new one");
});

test("a rotation waits for transactions that still see the old rows, and says where it could not", async () => {
  await shop(await open(oldKey));
  const both = await open(newKey, oldKey);
  await db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (reader) => {
      await reader.selectFrom("keyScopes").select("id").execute();
      const lines: string[] = [];
      const tell = (line: string) => void lines.push(line);
      const deps = { db, keyring: both, clock, random, ownsDatabase: false, tell };
      await rotateMasterKey({ ...deps, patienceMs: 0 });
      expect(lines.at(-1)).toContain("run VACUUM FULL on key_scopes, registry_sources");
    });
  expect((await rotate(both)).at(-1)).toContain("overwriting");
});
