import { catalog, type DeliveryId, idDay, newId, type WebhookId } from "@countersign/wire";
import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../../db/index.ts";
import { startReplays } from "../../../delivery/index.ts";
import { record } from "../../../events/index.ts";
import { startSession } from "../../../verification/index.ts";
import { residentForTest } from "../../../verification/testing/stage.ts";
import { startTestApi, type TestApi } from "../../testing/api.ts";

let api: TestApi;
let webhookId: WebhookId;
beforeAll(async () => {
  api = await startTestApi();
  const { body } = await api.call("operator", "POST", "/webhooks", {
    projectId: api.own.project.id,
    name: "Receiver",
    url: "https://receiver.example/hooks",
    events: ["check.outcome"],
  });
  webhookId = body.id;
});

/** A delivery that ended as exhausted after one attempt, whose answer is "no, not now". */
async function failedDelivery(about: { subject?: string; keyId?: string } = {}): Promise<DeliveryId> {
  const { db, keyring, events, clock } = api.deps;
  const keyId = about.keyId ?? api.own.project.id;
  const event = await inTransaction(db, (tx) =>
    record(events, tx, {
      projectId: api.own.project.id,
      type: "check.outcome",
      subject: about.subject ?? "some-session",
      sequence: 1,
      keyId,
      payload: catalog["check.outcome"].example,
    }),
  );
  const row = await db
    .selectFrom("deliveries")
    .select("id")
    .where("eventId", "=", event.id)
    .executeTakeFirstOrThrow();
  const id = row.id as DeliveryId;
  const key = (await keyring.payloadKeys(db, keyId))?.on(idDay(event.id));
  if (!key) throw new Error("no key");
  await db
    .insertInto("attempts")
    .values({
      day: idDay(id),
      deliveryId: id,
      deliveryDay: idDay(id),
      number: 1,
      resend: false,
      startedAt: new Date(clock()),
      durationMs: 12,
      outcome: "server-error",
      statusCode: 503,
      dialled: "93.184.215.14:443",
      requestHeaders: { "webhook-id": event.id, authorization: "***" },
      responseHeadersSealed: key.seal('{"server":"nginx"}', `attempt:${id}:1:headers`),
      responseBodySealed: key.seal("no, not now", `attempt:${id}:1:body`),
      answerFlag: "malformed",
      timings: { dns: 1, connect: 2, tls: 3, firstByte: 4, total: 12 },
    })
    .execute();
  await db.deleteFrom("deliveryQueue").where("deliveryId", "=", id).execute();
  await db
    .updateTable("deliveries")
    .set({ status: "exhausted", attempts: 1, settledAt: new Date(clock()) })
    .where("id", "=", id)
    .execute();
  return id;
}

const filter = (more: object = {}) => ({ projectId: api.own.project.id, ...more });

async function views(): Promise<number> {
  const { body } = await api.call("operator", "GET", "/audit?limit=200");
  return body.data.filter((entry: { action: string }) => entry.action === "delivery.view").length;
}

test("a delivery shows its attempts; what was sent and answered is read apart, and leaves a record", async () => {
  const id = await failedDelivery();
  const { body } = await api.call("project", "GET", `/deliveries/${id}`);
  expect(body).toMatchObject({ status: "exhausted", attempts: 1, url: "https://receiver.example/hooks" });
  expect(body.history).toEqual([
    expect.objectContaining({
      outcome: "server-error",
      statusCode: 503,
      dialled: "93.184.215.14:443",
      timings: { dns: 1, connect: 2, tls: 3, firstByte: 4, total: 12 },
      answerFlag: "malformed",
    }),
  ]);
  const before = await views();
  const content = await api.call("operator", "GET", `/deliveries/${id}/content`);
  expect(content.body).toMatchObject({
    contentType: "application/json",
    withheld: null,
    responses: [
      {
        number: 1,
        statusCode: 503,
        headers: { server: "nginx" },
        body: "no, not now",
        answerFlag: "malformed",
      },
    ],
  });
  expect(JSON.parse(content.body.body)).toMatchObject({ data: { attemptId: expect.any(String) } });
  expect(await views()).toBe(before + 1);
});

test("a delivery whose webhook is disabled or deleted says so", async () => {
  const added = await api.call("operator", "POST", "/webhooks", {
    projectId: api.own.project.id,
    name: "One that goes",
    url: "https://receiver.example/goes",
    events: ["session.expired"],
  });
  const { id } = added.body;
  const recorded = () =>
    api.call("project", "POST", "/events", {
      projectId: api.own.project.id,
      type: "session.expired",
      payload: catalog["session.expired"].example,
    });
  const reasons = async () => {
    const { body } = await api.call("project", "GET", `/deliveries?webhookId=${id}`);
    return body.data.map((each: { status: string; reason: string | null }) => [each.status, each.reason]);
  };
  await api.call("operator", "POST", `/webhooks/${id}/disable`, {});
  await recorded();
  await api.call("operator", "POST", `/webhooks/${id}/enable`);
  await recorded();
  expect(await reasons()).toEqual([
    ["pending", null],
    ["cancelled", "disabled"],
  ]);
  await api.call("operator", "DELETE", `/webhooks/${id}`);
  expect(await reasons()).toEqual([
    ["cancelled", "deleted"],
    ["cancelled", "disabled"],
  ]);
});

test("filters narrow the list by subject and time, and nonsense in them is refused", async () => {
  await failedDelivery({ subject: "wanted" });
  const count = async (query: string) =>
    (await api.call("operator", "GET", `/deliveries?${query}`)).body.data.length;
  expect(await count("subject=wanted")).toBe(1);
  expect(await count(`subject=wanted&webhookId=${webhookId}&status=exhausted&type=check.outcome`)).toBe(1);
  expect(await count("subject=wanted&status=exhausted&status=retrying&subject=other")).toBe(1);
  expect(await count("subject=wanted&status=delivered&status=retrying")).toBe(0);
  const time = new Date(api.clock.now).toISOString();
  expect(await count(`subject=wanted&createdAtFrom=${time}`)).toBe(1);
  expect(await count(`subject=wanted&createdAtTo=${time}`)).toBe(0);
  expect(
    await count("subject=wanted&createdAtFrom=0001-01-01T00:00:00Z&createdAtTo=9999-12-31T23:59:59Z"),
  ).toBe(1);
  for (const query of [
    "createdAtFrom=yesterday",
    "createdAtTo=1",
    "subject=",
    "subject=%00",
    "status=lost",
    "type=none",
  ]) {
    expect([query, (await api.call("operator", "GET", `/deliveries?${query}`)).status]).toEqual([query, 422]);
  }
});

test("once the subject is erased the log keeps the facts and withholds what was said", async () => {
  const { db, keyring } = api.deps;
  const keyId = await keyring.subjectFor(db, api.own.project.id, Buffer.from("the blind index of one"));
  const id = await failedDelivery({ keyId, subject: "erased-one" });
  await inTransaction(db, (tx) => keyring.eraseSubject(tx, keyId));
  expect((await api.call("operator", "GET", `/deliveries/${id}`)).body).toMatchObject({
    status: "exhausted",
  });
  expect((await api.call("operator", "GET", `/deliveries/${id}/content`)).body).toMatchObject({
    body: null,
    withheld: "erased",
    responses: [{ statusCode: 503, headers: null, body: null }],
  });
  expect((await api.call("operator", "POST", `/deliveries/${id}/resend`)).body).toEqual({ resent: 0 });
  const [event] = (await api.call("operator", "GET", "/events?subject=erased-one")).body.data;
  const { body } = await api.call("operator", "GET", `/events/${event.id}`);
  expect(body).toMatchObject({ payload: null, withheld: "erased" });
});

test("redacting a session leaves the facts about its deliveries, cancels those on their way, and withholds the rest", async () => {
  const { db, verification } = api.deps;
  const started = await inTransaction(db, (tx) =>
    startSession(verification, tx, {
      project: api.own.project,
      method: "identification",
      transactionId: "to-be-redacted",
      person: residentForTest(),
      language: "ru",
      outcomeWebhookIds: [],
    }),
  );
  if (started.kind !== "started" || started.session.subjectId === null) throw new Error("no session");
  const { id: subject, subjectId: keyId } = started.session;
  const sent = await failedDelivery({ subject, keyId });
  const pending = await failedDelivery({ subject, keyId });
  await api.call("operator", "POST", `/deliveries/${pending}/resend`);
  expect((await api.call("operator", "GET", `/deliveries/${sent}/content`)).body.withheld).toBeNull();

  const redacted = await api.call("operator", "POST", `/sessions/${subject}/redact`);
  expect([redacted.status, redacted.body.cancelledDeliveries]).toEqual([200, 1]);
  const { body } = await api.call("operator", "GET", `/deliveries?subject=${subject}`);
  const statuses = body.data.map((each: { id: string; status: string }) => [each.id, each.status]);
  expect(statuses).toContainEqual([sent, "exhausted"]);
  expect(statuses).toContainEqual([pending, "cancelled"]);
  const content = await api.call("operator", "GET", `/deliveries/${sent}/content`);
  expect(content.body).toMatchObject({
    body: null,
    withheld: "erased",
    responses: [{ statusCode: 503, body: null }],
  });
  const dry = filter({ subject, dryRun: true });
  expect((await api.call("operator", "POST", "/deliveries/resend", dry)).status).toBe(200);
  expect((await api.call("operator", "POST", `/deliveries/${pending}/resend`)).body).toEqual({ resent: 0 });
});

test.each([
  [{ deliveryIds: Array(1001).fill("dlv_1") }, "deliveryIds"],
  [{ projectId: "AAAAAAAAAAAAAAAAAAAAA", status: "pending" }, "status"],
  [{ webhookId: "whk_1" }, "projectId"],
  [{}, ""],
])("what can't be resent is named: %#", async (body, field) => {
  const answer = await api.call("operator", "POST", "/deliveries/resend", body);
  expect(answer).toMatchObject({ status: 422, body: { code: "invalid_request", errors: [{ field }] } });
});

test("a filter is counted first, then sent again as a replay that tells how far it is", async () => {
  const subject = "replayed";
  for (let count = 0; count < 3; count++) await failedDelivery({ subject });
  api.clock.now += 1000;
  const dry = await api.call("project", "POST", "/deliveries/resend", filter({ subject, dryRun: true }));
  expect([dry.status, dry.body]).toEqual([200, { count: 3 }]);
  const started = await api.call(
    "project",
    "POST",
    "/deliveries/resend",
    filter({ subject, status: "exhausted" }),
  );
  expect(started.status).toBe(202);
  expect(started.body).toMatchObject({ state: "running", matched: null, queued: 0 });

  const { db, clock, log } = api.deps;
  const worker = startReplays({ db, clock, log, listen: async () => async () => undefined });
  const path = `/deliveries/resends/${started.body.id}`;
  let seen = started.body;
  while (seen.state === "running") seen = (await api.call("project", "GET", path)).body;
  await worker.stop();
  expect(seen).toMatchObject({ state: "done", matched: 3, queued: 3, skipped: 0, now: { pending: 3 } });
  expect(seen.filter).toEqual({ subject, statuses: ["exhausted"] });
  expect((await api.call("stranger", "GET", path)).status).toBe(404);
  expect((await api.call("stranger", "POST", `${path}/cancel`)).status).toBe(404);
  expect((await api.call("project", "POST", `${path}/cancel`)).body).toMatchObject({ state: "done" });
});

test("a replay can be cancelled", async () => {
  const started = await api.call("operator", "POST", "/deliveries/resend", filter());
  const cancelled = await api.call("operator", "POST", `/deliveries/resends/${started.body.id}/cancel`);
  expect(cancelled.body).toMatchObject({ state: "cancelled", finishedAt: expect.any(String) });
});

test("a webhook's failures since a time are recovered, unless it is off", async () => {
  const id = await failedDelivery({ subject: "recovered" });
  api.clock.now += 1000;
  const since = new Date(api.clock.now - 2000).toISOString();
  const recover = () => api.call("project", "POST", `/webhooks/${webhookId}/recover`, { since });
  const started = await recover();
  expect(started.status).toBe(202);
  expect(started.body.filter).toEqual({
    webhookId,
    statuses: ["exhausted", "cancelled"],
    settledSince: since,
  });
  await api.call("operator", "POST", `/deliveries/resends/${started.body.id}/cancel`);
  const ancient = await api.call("operator", "POST", `/webhooks/${webhookId}/recover`, {
    since: "0001-01-01T00:00:00Z",
  });
  expect(ancient.status).toBe(202);
  await api.call("operator", "POST", `/deliveries/resends/${ancient.body.id}/cancel`);
  await api.call("operator", "POST", `/webhooks/${webhookId}/disable`, {});
  expect((await recover()).body).toMatchObject({ code: "conflict" });
  expect((await api.call("operator", "POST", `/deliveries/${id}/resend`)).body).toEqual({ resent: 0 });
  await api.call("operator", "POST", `/webhooks/${webhookId}/enable`);
});

test("what can't be a filter is refused, and nobody else's project is searched", async () => {
  const someone = newId("webhook", api.deps.clock, api.deps.random);
  const refused: [body: object, status: number][] = [
    [{ projectId: "nowhere" }, 404],
    [{ projectId: "\u0000" }, 422],
    [filter({ webhookId: someone }), 404],
    [filter({ webhookId: "\u0000" }), 404],
    [filter({ status: "pending" }), 422],
    [filter({ status: [] }), 422],
    [filter({ type: "no.such" }), 422],
    [filter({ subject: "a\u0000b" }), 422],
    [filter({ from: "now" }), 422],
    [filter({ from: "2026-05-05T00:00:00Z", to: "2026-05-04T00:00:00Z" }), 422],
    [filter({ dryRun: "yes" }), 422],
    [filter({ url: "https://elsewhere.example/" }), 422],
  ];
  for (const [body, status] of refused) {
    const answer = await api.call("operator", "POST", "/deliveries/resend", body);
    expect([body, answer.status, typeof answer.body.code]).toEqual([body, status, "string"]);
  }
  expect((await api.call("stranger", "POST", "/deliveries/resend", filter())).status).toBe(404);
  const wide = filter({ from: "0001-01-01T00:00:00Z", to: "9999-12-31T23:59:59Z", dryRun: true });
  expect((await api.call("operator", "POST", "/deliveries/resend", wide)).status).toBe(200);
});
