import { randomBytes } from "node:crypto";
import { newId, newPublicId, type ProjectId, type WebhookConfigKey, type WebhookId } from "@countersign/wire";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { type Db, inTransaction } from "../db/index.ts";
import { type TestDatabase, testDatabase } from "../db/testing/database.ts";
import { createKeyring } from "../sealing/index.ts";
import {
  createSigningSecret,
  createWebhookDirectory,
  endPreviousSigningSecrets,
  findWebhook,
  findWebhooks,
  matching,
  outcomeAddress,
  rotateSigningSecret,
  setStaticAddress,
  signingSecrets,
  staticAddress,
  switchSigningSecret,
} from "./index.ts";

const random = (bytes: number) => randomBytes(bytes);
let now = Date.parse("2026-03-01T12:00:00Z");
const clock = () => now;
const keyring = createKeyring({ masterKey: randomBytes(32), random });
const deps = { clock, random, keyring };

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});

async function project(): Promise<ProjectId> {
  const id = newPublicId<ProjectId>(random);
  await keyring.createScope(db, id);
  const secrets = { secretSealed: Buffer.alloc(1), secretMac: Buffer.alloc(32) };
  await db
    .insertInto("projects")
    .values({ id, name: "Test", mode: "test", language: "en", ...secrets })
    .execute();
  return id;
}

const set = (id: ProjectId, key: WebhookConfigKey, url: string | null) =>
  inTransaction(db, (tx) => setStaticAddress(deps, tx, id, key, url));
const outcome = (id: ProjectId, url: string) => inTransaction(db, (tx) => outcomeAddress(deps, tx, id, url));

async function configured(projectId: ProjectId, eventTypes: string[], active = true): Promise<WebhookId> {
  const id = newId("webhook", clock, random);
  await db
    .insertInto("webhooks")
    .values({
      id,
      projectId,
      kind: "configured",
      name: "Configured",
      url: "https://hooks.example.com/configured",
      eventTypes,
      dialect: "standard",
      retry: { delaysMs: [0, 1000] },
      timeoutMs: 3000,
      active,
    })
    .execute();
  return id;
}

describe("a static address", () => {
  test("is an able-id webhook for the types of its key", async () => {
    const id = await project();
    expect(await staticAddress(db, id, "PERSON_WEBHOOK_URL")).toBeNull();
    await set(id, "PERSON_WEBHOOK_URL", "https://hooks.example.com/person");
    expect(await staticAddress(db, id, "PERSON_WEBHOOK_URL")).toEqual({
      id: expect.stringMatching(/^whk_/),
      projectId: id,
      kind: "static",
      configKey: "PERSON_WEBHOOK_URL",
      name: "PERSON_WEBHOOK_URL",
      url: "https://hooks.example.com/person",
      eventTypes: ["check.passport", "check.person"],
      dialect: "able-id",
      retry: { preset: "able-id" },
      timeoutMs: 10_000,
      mode: "notify",
      position: 0,
      validFrom: null,
      validTo: null,
      rateLimit: null,
      fifo: "none",
      contentType: null,
      body: null,
      condition: null,
      failurePolicy: "fail",
      fallback: null,
      requireKycLevel: null,
      active: true,
      disabledAt: null,
      disabledReason: null,
      failingSince: null,
      deletedAt: null,
      headersSealed: null,
      authSealed: null,
      createdAt: new Date(now),
      updatedAt: new Date(now),
      version: 1,
    });
  });

  test("keeps its id when it is changed, cleared and set again; the version rises with each change", async () => {
    const id = await project();
    const key = "PHOTO_WEBHOOK_URL";
    await set(id, key, "https://hooks.example.com/1");
    const first = await staticAddress(db, id, key);
    await set(id, key, "https://hooks.example.com/2");
    expect(await staticAddress(db, id, key)).toEqual({
      ...first,
      url: "https://hooks.example.com/2",
      version: 2,
    });
    await set(id, key, "https://hooks.example.com/2");
    expect(await staticAddress(db, id, key)).toMatchObject({ version: 2 });
    await set(id, key, null);
    expect(await staticAddress(db, id, key)).toBeNull();
    expect(await matching(db, id, "check.photo", now)).toEqual([]);
    expect(await findWebhook(db, first?.id ?? "")).toMatchObject({ active: false, version: 3 });
    await set(id, key, null);
    await set(id, key, "https://hooks.example.com/2");
    expect(await staticAddress(db, id, key)).toMatchObject({ id: first?.id, active: true, version: 4 });
  });

  test("is one webhook when it is set twice at once", async () => {
    const id = await project();
    await Promise.all(
      [1, 2, 3, 4].map((n) => set(id, "FOREIGN_WEBHOOK_URL", `https://hooks.example.com/${n}`)),
    );
    expect(await matching(db, id, "check.foreign_person", now)).toHaveLength(1);
  });
});

describe("an outcome address", () => {
  test("is found or created, once per project and address, also by many at once", async () => {
    const [one, other] = [await project(), await project()];
    const url = "https://hooks.example.com/outcome";
    const ids = await Promise.all(Array.from({ length: 8 }, () => outcome(one, url)));
    expect(new Set(ids).size).toBe(1);
    expect(await outcome(other, url)).not.toBe(ids[0]);
    expect(await outcome(one, `${url}/2`)).not.toBe(ids[0]);
    expect(await findWebhook(db, ids[0] ?? "")).toMatchObject({
      kind: "outcome",
      url,
      eventTypes: ["check.outcome"],
    });
  });

  test("gets events by name only", async () => {
    const id = await project();
    await outcome(id, "https://hooks.example.com/outcome");
    expect(await matching(db, id, "check.outcome", now)).toEqual([]);
  });
});

describe("matching", () => {
  test("yields active webhooks of the project by exact type, family and *", async () => {
    const id = await project();
    await set(id, "PERSON_WEBHOOK_URL", "https://hooks.example.com/person");
    await set(await project(), "PERSON_WEBHOOK_URL", "https://hooks.example.com/another-project");
    const all = await configured(id, ["*"]);
    const family = await configured(id, ["check.*"]);
    await configured(id, ["kyc.*", "check.photo"]);
    await configured(id, ["*"], false);
    const found = await matching(db, id, "check.person", now);
    const fixed = await staticAddress(db, id, "PERSON_WEBHOOK_URL");
    expect(found.map((webhook) => webhook.id).sort()).toEqual([all, family, fixed?.id].sort());
    expect(found.find((webhook) => webhook.id === all)).toMatchObject({ retry: { delaysMs: [0, 1000] } });
  });

  test("findWebhooks yields those that exist", async () => {
    const id = await project();
    const known = await configured(id, ["*"]);
    expect((await findWebhooks(db, [known, "whk_none" as WebhookId])).map((webhook) => webhook.id)).toEqual([
      known,
    ]);
    expect(await findWebhooks(db, [])).toEqual([]);
    expect(await findWebhook(db, "whk_none")).toBeNull();
  });
});

describe("signing secrets", () => {
  const day = 24 * 60 * 60 * 1000;

  async function projectWebhook() {
    const id = await project();
    const secret = await createSigningSecret(deps, db, id);
    await set(id, "PERSON_WEBHOOK_URL", "https://hooks.example.com/person");
    const webhook = await staticAddress(db, id, "PERSON_WEBHOOK_URL");
    if (!webhook) throw new Error("the address that was just set is missing");
    return { id, secret, webhook };
  }
  const rotate = async (projectId: ProjectId, ownerId: string = projectId, overlapMs?: number) => {
    const rotated = await inTransaction(db, (tx) =>
      rotateSigningSecret(deps, tx, { ownerId, projectId }, { overlapMs }),
    );
    return rotated.secret;
  };

  test("have the form of Standard Webhooks and are stored sealed", async () => {
    const { id, secret, webhook } = await projectWebhook();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await signingSecrets(deps, db, webhook)).toEqual([secret]);
    const row = await db
      .selectFrom("signingSecrets")
      .selectAll()
      .where("ownerId", "=", id)
      .executeTakeFirstOrThrow();
    expect(row.id).toMatch(/^sec_/);
    expect(row.secretSealed.includes(secret.slice(10))).toBe(false);
  });

  test("sign together for a day after a rotation, and the previous one leads", async () => {
    const { id, secret, webhook } = await projectWebhook();
    const next = await rotate(id);
    expect(await signingSecrets(deps, db, webhook)).toEqual([secret, next]);
    now += day - 1;
    expect(await signingSecrets(deps, db, webhook)).toEqual([secret, next]);
    now += 1;
    expect(await signingSecrets(deps, db, webhook)).toEqual([next]);
  });

  test("keep the leading one when a rotation is repeated, and are never more than three", async () => {
    const { id, secret, webhook } = await projectWebhook();
    const second = await rotate(id);
    const third = await rotate(id);
    expect(await signingSecrets(deps, db, webhook)).toEqual([secret, second, third]);
    await Promise.all([rotate(id), rotate(id), rotate(id)]);
    const signing = await signingSecrets(deps, db, webhook);
    expect(signing).toHaveLength(3);
    expect(signing[0]).toBe(secret);
  });

  test("follow the current one after a switch, which ends nothing", async () => {
    const { id, secret, webhook } = await projectWebhook();
    const owner = { ownerId: id, projectId: id };
    const turn = () => inTransaction(db, (tx) => switchSigningSecret(deps, tx, owner));
    expect(await turn()).toBe(false);
    const second = await rotate(id);
    expect(await turn()).toBe(true);
    expect(await turn()).toBe(false);
    expect(await signingSecrets(deps, db, webhook)).toEqual([second, secret]);
    const third = await rotate(id);
    expect((await signingSecrets(deps, db, webhook))[0]).toBe(second);
    now += day;
    expect(await signingSecrets(deps, db, webhook)).toEqual([third]);
  });

  test("end at once where no overlap is wanted, all older ones too", async () => {
    const { id, webhook } = await projectWebhook();
    await rotate(id);
    const third = await rotate(id, id, 0);
    expect(await signingSecrets(deps, db, webhook)).toEqual([third]);
    const fourth = await rotate(id);
    await inTransaction(db, (tx) => endPreviousSigningSecrets(deps, tx, { ownerId: id, projectId: id }));
    expect(await signingSecrets(deps, db, webhook)).toEqual([fourth]);
  });

  test("belong to a configured webhook alone, to the project for its outcome addresses", async () => {
    const { id, secret } = await projectWebhook();
    const own = await findWebhook(db, await configured(id, ["*"]));
    const outcomes = await findWebhook(db, await outcome(id, "https://hooks.example.com/outcome"));
    if (!own || !outcomes) throw new Error("a webhook that was just made is missing");
    const ownSecret = await createSigningSecret(deps, db, own.id, id);
    expect(await signingSecrets(deps, db, own)).toEqual([ownSecret]);
    expect(await signingSecrets(deps, db, outcomes)).toEqual([secret]);
    const next = await rotate(id, own.id);
    expect(await signingSecrets(deps, db, own)).toEqual([ownSecret, next]);
  });
});

describe("the directory", () => {
  test("reads from memory, and sees this process's changes once they are committed", async () => {
    const id = await project();
    const secret = await createSigningSecret(deps, db, id);
    const directory = createWebhookDirectory(deps);
    const end = await directory.watch(async () => async () => {});
    await set(id, "PHOTO_WEBHOOK_URL", "https://hooks.example.com/1");
    const [webhook] = await directory.matching(db, id, "check.photo");
    if (!webhook) throw new Error("the address that was just set is missing");
    expect(await directory.find(db, webhook.id)).toEqual(webhook);
    expect(await directory.signingSecrets(db, webhook)).toEqual([secret]);

    await db.updateTable("webhooks").set({ name: "unannounced" }).where("id", "=", webhook.id).execute();
    expect(await directory.matching(db, id, "check.photo")).toEqual([webhook]);
    await set(id, "PHOTO_WEBHOOK_URL", "https://hooks.example.com/2");
    expect(await directory.matching(db, id, "check.photo")).toMatchObject([
      { url: "https://hooks.example.com/2" },
    ]);
    expect(await directory.find(db, webhook.id)).toMatchObject({ version: 2 });
    await inTransaction(db, (tx) => rotateSigningSecret(deps, tx, { ownerId: id, projectId: id }));
    expect(await directory.signingSecrets(db, webhook)).toHaveLength(2);
    now += 24 * 60 * 60 * 1000;
    expect(await directory.signingSecrets(db, webhook)).toHaveLength(1);
    await end();
  });

  test("hears of other processes' changes by notification", async () => {
    const id = await project();
    const elsewhere = createWebhookDirectory(deps);
    const heard: string[] = [];
    const end = await elsewhere.watch((channel, onNotify) =>
      database.listen(channel, (payload) => {
        heard.push(payload);
        onNotify(payload);
      }),
    );
    expect(await elsewhere.matching(db, id, "check.photo")).toEqual([]);
    await set(id, "PHOTO_WEBHOOK_URL", "https://hooks.example.com/1");
    await expect.poll(() => heard).toContain(id);
    expect(await elsewhere.matching(db, id, "check.photo")).toHaveLength(1);
    await end();
  });

  test("reports no change that was rolled back", async () => {
    const id = await project();
    const directory = createWebhookDirectory(deps);
    const end = await directory.watch(async () => async () => {});
    const failing = inTransaction(db, async (tx) => {
      await setStaticAddress(deps, tx, id, "PHOTO_WEBHOOK_URL", "https://hooks.example.com/1");
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    expect(await directory.matching(db, id, "check.photo")).toEqual([]);
    await end();
  });
});

test("matching is served by an index that leaves out outcome addresses", async () => {
  const plan = await inTransaction(db, async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx);
    return sql<Record<string, string>>`explain select id from webhooks where project_id = 'x'
      and active and kind <> 'outcome' order by id`.execute(tx);
  });
  expect(JSON.stringify(plan.rows)).toContain("webhooks_subscribed");
});
