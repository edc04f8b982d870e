import { randomBytes } from "node:crypto";
import { catalog } from "@countersign/wire";
import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../../db/index.ts";
import { clearSealed } from "../../../erasure/index.ts";
import { createKeyring } from "../../../sealing/index.ts";
import { startTestApi, type TestApi } from "../../testing/api.ts";

let api: TestApi;
let projectId: string;
beforeAll(async () => {
  api = await startTestApi();
  projectId = api.own.project.id;
});

const payload = catalog["check.outcome"].example;
const event = (subject?: string) => ({ type: "check.outcome", ...(subject && { subject }), payload });
const record = async (subject?: string) => {
  const { body } = await api.call("project", "POST", "/events", { projectId, ...event(subject) });
  return body.id as string;
};
const batch = async (subjects: string[]) => {
  const events = subjects.map((subject) => event(subject));
  return (await api.call("project", "POST", "/events/batch", { projectId, events })).body.ids as string[];
};
const read = async (id: string) => (await api.call("operator", "GET", `/events/${id}`)).body;
const erase = (subject: string, caller: "operator" | "project" | "stranger" | "reviewer" = "project") =>
  api.call(caller, "POST", "/subjects/erase", { projectId, subject });

test("events of one subject have a rising sequence, each subject its own, and those without one have none", async () => {
  const ids = [
    await record("anna"),
    await record("boris"),
    ...(await batch(["anna", "anna", "boris"])),
    await record("anna"),
    await record(),
  ];
  const shown = await Promise.all(ids.map(read));
  expect(shown.map(({ sequence }) => sequence)).toEqual([1, 1, 2, 3, 2, 4, null]);
});

test("events that come at once get each its own number, in the order of their ids", async () => {
  const ids = (await Promise.all(Array.from({ length: 40 }, () => batch(["crowd", "crowd"])))).flat();
  const rows = await Promise.all(ids.map(read));
  const ordered = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ sequence }) => sequence);
  expect(ordered).toEqual(Array.from({ length: 80 }, (_, place) => place + 1));
});

test("an erased subject's events can't be read, others' can, and the log keeps that they were", async () => {
  const [his, hers, nobodys] = [await record("carl"), await record("clara"), await record()];
  expect((await erase("carl")).body).toEqual({ erased: true, cancelledDeliveries: 0 });
  expect(await read(his)).toMatchObject({ subject: "carl", sequence: 1, payload: null, withheld: "erased" });
  expect(await read(hers)).toMatchObject({ payload, withheld: null });
  expect(await read(nobodys)).toMatchObject({ payload, withheld: null });
});

test("erasing again changes nothing; a subject that is named again is somebody new in the same sequence", async () => {
  const before = await record("dora");
  await erase("dora");
  expect((await erase("dora")).body).toMatchObject({ erased: false });
  expect((await erase("nobody at all")).body).toMatchObject({ erased: false });
  const after = await record("dora");
  expect(await read(after)).toMatchObject({ sequence: 2, payload, withheld: null });
  expect((await read(before)).withheld).toBe("erased");
});

test("is for operators and the project's own key, and leaves an audit record without the name", async () => {
  // With a capital letter, which generated ids of actors and targets never contain.
  await record("Eva");
  expect((await erase("Eva", "stranger")).status).toBe(422);
  expect((await erase("Eva", "reviewer")).status).toBe(403);
  expect((await erase("Eva", "operator")).body).toMatchObject({ erased: true });
  const entries = await api.deps.db
    .selectFrom("auditRecords")
    .selectAll()
    .where("action", "=", "subject.erase")
    .execute();
  const byOperator = entries.filter(({ actorKind }) => actorKind === "operator");
  expect(byOperator.map(({ target }) => target)).toEqual([expect.stringMatching(/^sub_/)]);
  expect(JSON.stringify(entries)).not.toContain("Eva");
});

test("events recorded while their subject is being erased are either before or after it", async () => {
  for (let round = 0; round < 10; round++) {
    const [ids, erasure] = await Promise.all([
      Promise.all(Array.from({ length: 8 }, () => record("fred"))),
      erase("fred"),
    ]);
    expect(erasure.status).toBe(200);
    for (const id of ids) expect(["erased", null]).toContain((await read(id)).withheld);
  }
  const last = await record("fred");
  // An attempt that collided with the erasure leaves a gap.
  expect((await read(last)).sequence).toBeGreaterThanOrEqual(81);
});

test("what another process has erased and emptied is erased here, too, while the key is still in memory", async () => {
  const id = await record("gina");
  expect((await read(id)).withheld).toBeNull();
  const { db, keyring } = api.deps;
  const keyId = (await keyring.findNamed(db, projectId, "gina")) ?? expect.fail("nobody is named so");
  const elsewhere = createKeyring({ masterKey: randomBytes(32), random: randomBytes });
  await inTransaction(db, (tx) => elsewhere.eraseSubject(tx, keyId));
  await clearSealed(db, keyId);
  expect(await keyring.payloadKeys(db, keyId)).not.toBeNull();
  expect(await read(id)).toMatchObject({ payload: null, withheld: "erased" });
  // Named again, it is a new subject.
  expect((await read(await record("gina"))).payload).toEqual(payload);
});

test("a batch with a thousand new subjects takes a bounded number of statements", async () => {
  const ids = await batch(Array.from({ length: 1000 }, (_, place) => `many-${place}`));
  expect(ids).toHaveLength(1000);
  expect((await read(ids[999] ?? "")).sequence).toBe(1);
});

test("what hooks are asked of somebody is sealed by their key, and erased with them", async () => {
  const changes = { ...catalog.before_user_update.example, id: "u-77" };
  const answer = await api.call("project", "POST", "/intercept/before_user_update", {
    projectId,
    payload: changes,
  });
  expect(answer.status).toBe(200);
  expect((await erase("u-77")).body).toMatchObject({ erased: true });
});

test.each(["standard", "rarus"])(
  "a payload that a %s body contains is stored there alone, reads as it was given, and is erased with it",
  async (dialect) => {
    const subject = `reader-${dialect}`;
    const settings = { projectId, name: "Sink", url: "https://sink.example/", dialect };
    const created = await api.call("operator", "POST", "/webhooks", {
      ...settings,
      events: ["kyc.completed"],
    });
    expect(created.status).toBe(201);
    const given = catalog["kyc.completed"].example;
    const named = { ...given, session: { ...given.session, metadata: { note: '«ё» \u{1f44d} "' } } };
    const event = { projectId, type: "kyc.completed", subject, payload: named };
    const { id } = (await api.call("project", "POST", "/events", event)).body;
    const { payloadSealed } = await api.deps.db
      .selectFrom("events")
      .select("payloadSealed")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(payloadSealed).toBeNull();
    expect(await read(id)).toMatchObject({ payload: named, withheld: null });

    const { keyId } = await api.deps.db
      .selectFrom("events")
      .select("keyId")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    await erase(subject);
    await clearSealed(api.deps.db, keyId);
    expect(await read(id)).toMatchObject({ payload: null, withheld: "erased" });
    const left = await api.deps.db
      .selectFrom("messages")
      .select("bodySealed")
      .where("eventId", "=", id)
      .execute();
    expect(left.map(({ bodySealed }) => bodySealed.length)).toEqual([0]);
    await api.call("operator", "DELETE", `/webhooks/${created.body.id}`);
  },
);
