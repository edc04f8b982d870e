import { randomBytes } from "node:crypto";
import { type CreateWebhook, newPublicId, type ProjectId } from "@countersign/wire";
import { beforeAll, describe, expect, test } from "vitest";
import { type Db, inTransaction } from "../db/index.ts";
import { testDatabase } from "../db/testing/database.ts";
import { selfSignedCertificate } from "../outbound/testing/certificate.ts";
import { createKeyring } from "../sealing/index.ts";
import {
  changeWebhook,
  createWebhook,
  createWebhookDirectory,
  deleteWebhook,
  disableWebhook,
  enableWebhook,
  findWebhook,
  matching,
  setStaticAddress,
  staticAddress,
  takesDeliveries,
} from "./index.ts";

const random = (bytes: number) => randomBytes(bytes);
const start = Date.parse("2026-03-01T12:00:00Z");
let now = start;
const clock = () => now;
const keyring = createKeyring({ masterKey: randomBytes(32), random });
const deps = { clock, random, keyring };

let db: Db;
beforeAll(async () => {
  ({ db } = await testDatabase());
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

async function webhook(projectId: ProjectId, more: Omit<Partial<CreateWebhook>, "projectId"> = {}) {
  const input = {
    projectId,
    name: "Test",
    url: "https://hooks.example.com/",
    events: ["session.*"],
    ...more,
  };
  const made = await inTransaction(db, (tx) => createWebhook(deps, tx, input));
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  return made.webhook;
}

const type = "session.expired";
const idsAt = async (projectId: ProjectId, at: number) =>
  (await matching(db, projectId, type, at)).map(({ id }) => id);

describe("who gets an event", () => {
  test("is judged by the period at the event's instant: [from, to), either end open", async () => {
    const id = await project();
    const always = await webhook(id);
    const [from, to] = [start + 1000, start + 5000];
    const iso = (at: number) => new Date(at).toISOString();
    const between = await webhook(id, { validFrom: iso(from), validTo: iso(to) });
    const later = await webhook(id, { validFrom: iso(to) });
    const earlier = await webhook(id, { validTo: iso(from) });
    const expected: [at: number, ids: string[]][] = [
      [from - 1, [always.id, earlier.id]],
      [from, [always.id, between.id]],
      [to - 1, [always.id, between.id]],
      [to, [always.id, later.id]],
    ];
    const directory = createWebhookDirectory(deps);
    for (const [at, ids] of expected) {
      expect(await idsAt(id, at)).toEqual(ids.toSorted());
      now = at;
      expect((await directory.matching(db, id, type)).map((each) => each.id)).toEqual(ids.toSorted());
    }
    now = start;
    expect((await directory.matching(db, id, type, to)).map((each) => each.id)).toContain(later.id);
  });

  test("leaves out gates and what is off, keeps what is disabled, and follows the order", async () => {
    const id = await project();
    const second = await webhook(id, { order: 1 });
    const first = await webhook(id, { order: -1 });
    await webhook(id, { active: false });
    const gate = await webhook(id, { events: ["before_registration"], mode: "gate" });
    const disabled = await webhook(id, { order: 5 });
    await inTransaction(db, (tx) => disableWebhook(deps, tx, disabled.id, null));
    const found = await matching(db, id, type, now);
    expect(found.map((each) => [each.id, takesDeliveries(each)])).toEqual([
      [first.id, true],
      [second.id, true],
      [disabled.id, false],
    ]);
    expect(await matching(db, id, "before_registration", now)).toEqual([]);
    expect(await findWebhook(db, gate.id)).toMatchObject({ mode: "gate" });
  });

  test("leaves out what was deleted; the log still finds it", async () => {
    const id = await project();
    const gone = await webhook(id, { bearer: "t0ken" });
    expect(await inTransaction(db, (tx) => deleteWebhook(deps, tx, gone.id))).toEqual({ kind: "deleted" });
    expect(await inTransaction(db, (tx) => deleteWebhook(deps, tx, gone.id))).toEqual({ kind: "unknown" });
    expect(await matching(db, id, type, now)).toEqual([]);
    expect(await findWebhook(db, gone.id)).toMatchObject({ url: gone.url, active: false, authSealed: null });
    expect(await inTransaction(db, (tx) => disableWebhook(deps, tx, gone.id, null))).toBeNull();
    expect(await inTransaction(db, (tx) => changeWebhook(deps, tx, gone.id, { name: "x" }))).toEqual({
      kind: "unknown",
    });
  });
});

describe("credentials", () => {
  const pair = selfSignedCertificate("client-one");
  const clientCertificate = { certificate: pair.cert, key: pair.key };

  test("come ready for a request, opened once per version, and change with the next", async () => {
    const directory = createWebhookDirectory(deps);
    const made = await webhook(await project(), {
      basicAuth: { username: "me", password: "secret" },
      headers: [{ name: "X-Key", value: "k3y" }],
      clientCertificate,
    });
    const first = await directory.credentials(db, made);
    expect(first).toEqual({
      headers: { "X-Key": "k3y", authorization: "Basic bWU6c2VjcmV0" },
      clientCertificate,
    });
    expect(await directory.credentials(db, { ...made })).toBe(first);
    const result = await inTransaction(db, (tx) => changeWebhook(deps, tx, made.id, { bearer: "t0ken" }));
    if (result.kind !== "changed") throw new Error(result.kind);
    expect(result.changed).toEqual(["basicAuth", "bearer"]);
    expect((await directory.credentials(db, result.webhook)).headers).toEqual({
      "X-Key": "k3y",
      authorization: "Bearer t0ken",
    });
  });

  test("of one webhook can't be opened as another's", async () => {
    const id = await project();
    const [one, two] = [await webhook(id, { bearer: "t0ken" }), await webhook(id)];
    const directory = createWebhookDirectory(deps);
    await expect(directory.credentials(db, { ...two, authSealed: one.authSealed })).rejects.toThrow();
    expect(await directory.credentials(db, two)).toEqual({ headers: {}, clientCertificate: undefined });
  });
});

describe("disabling", () => {
  const disable = (id: string) => inTransaction(db, (tx) => disableWebhook(deps, tx, id, "answers 410"));
  const enable = (id: string) => inTransaction(db, (tx) => enableWebhook(deps, tx, id));

  test("is done once, by the first caller, and undone once", async () => {
    const { id } = await webhook(await project());
    const results = await Promise.all([disable(id), disable(id), disable(id)]);
    expect(results.filter((each) => each !== null)).toMatchObject([
      { disabledReason: "answers 410", active: true, version: 2 },
    ]);
    const back = await Promise.all([enable(id), enable(id)]);
    expect(back.filter((each) => each !== null)).toMatchObject([
      { webhook: { disabledAt: null, disabledReason: null }, missedSince: new Date(now) },
    ]);
  });

  test("of a static address ends when it is set again, to the same or another address", async () => {
    const id = await project();
    const set = (url: string) =>
      inTransaction(db, (tx) => setStaticAddress(deps, tx, id, "PHOTO_WEBHOOK_URL", url));
    await set("https://hooks.example.com/1");
    const address = await staticAddress(db, id, "PHOTO_WEBHOOK_URL");
    await disable(address?.id ?? "");
    expect(await staticAddress(db, id, "PHOTO_WEBHOOK_URL")).toMatchObject({ disabledAt: new Date(now) });
    await set("https://hooks.example.com/1");
    expect(await staticAddress(db, id, "PHOTO_WEBHOOK_URL")).toMatchObject({
      disabledAt: null,
      active: true,
    });
  });

  test("counts for this process from the commit on", async () => {
    const id = await project();
    const { id: target } = await webhook(id);
    const directory = createWebhookDirectory(deps);
    const end = await directory.watch(async () => async () => {});
    expect(await directory.find(db, target)).toMatchObject({ disabledAt: null });
    await disable(target);
    expect(await directory.find(db, target)).toMatchObject({ disabledAt: new Date(now) });
    await end();
  });
});
