import { catalog, type DeliveryId, idDay, type WebhookId } from "@countersign/wire";
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
      url: "https://old.example/hooks",
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
    .set({ status: "exhausted", attempts: 1, settledAt: new Date(clock()), failure: "server-error" })
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
  expect(body).toMatchObject({
    status: "exhausted",
    attemptCount: 1,
    webhookUrl: "https://receiver.example/hooks",
  });
  expect(body.attempts).toEqual([
    expect.objectContaining({
      outcome: "server_error",
      statusCode: 503,
      url: "https://old.example/hooks",
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
  expect((await api.call("operator", "POST", "/replays/count", filter({ subject }))).status).toBe(200);
  expect((await api.call("operator", "POST", `/deliveries/${pending}/resend`)).body).toEqual({ resent: 0 });
});

test.each([
  [{ deliveryId: Array(1001).fill("dlv_1") }, "deliveryId"],
  [{ status: "pending" }, "status"],
  [{ projectId: undefined, webhookId: "whk_1" }, "projectId"],
  [{ projectId: "nowhere", type: "*" }, "type"],
  [{ projectId: "nowhere", confirmedCount: 1 }, "projectId"],
  [{ projectId: "\u0000", confirmedCount: 1 }, ""],
  [{ webhookId: "whk_00000000000000000000000000" }, "webhookId"],
  [{ webhookId: "\u0000" }, "webhookId"],
  [{ deliveryId: "dlv_00000000000000000000000000" }, "deliveryId"],
  [{ deliveryId: ["none"] }, "deliveryId"],
  [{ eventId: "evt_00000000000000000000000000" }, "eventId"],
  [{ status: [] }, "status"],
  [{ type: "no.such" }, "type"],
  [{ subject: "a\u0000b" }, "subject"],
  [{ createdAtFrom: "now" }, "createdAtFrom"],
  [{ createdAtFrom: "2026-05-05T00:00:00Z", createdAtTo: "2026-05-04T00:00:00Z" }, "createdAtTo"],
  [{ confirmedCount: -1 }, "confirmedCount"],
  [{ url: "https://elsewhere.example/" }, "url"],
  [{}, "confirmedCount"],
  [{ status: "exhausted" }, "confirmedCount"],
  [{ createdAtTo: "2026-05-05T00:00:00Z" }, "confirmedCount"],
])("what can't be replayed is named: %#", async (body, field) => {
  const answer = await api.call("operator", "POST", "/replays", filter(body));
  expect([answer.status, answer.body.errors?.[0].field]).toEqual([422, expect.stringContaining(field)]);
});

test("nobody replays what is another project's", async () => {
  const id = await failedDelivery({ subject: "somebody-elses" });
  for (const body of [{ deliveryId: id }, { subject: "somebody-elses" }])
    expect((await api.call("stranger", "POST", "/replays", filter(body))).status).toBe(422);
  const own = { projectId: api.other.project.id };
  expect((await api.call("stranger", "POST", "/replays", { ...own, deliveryId: id })).status).toBe(422);
  expect((await api.call("stranger", "POST", "/replays", { ...own, webhookId })).status).toBe(422);
  const found = await api.call("stranger", "POST", "/replays/count", { ...own, subject: "somebody-elses" });
  expect(found.body).toEqual({ count: 0 });
});

/** How the replay stands once it is not running any more. */
async function ended(id: string) {
  const { db, clock, log } = api.deps;
  const worker = startReplays({ db, clock, log, listen: async () => async () => undefined });
  for (;;) {
    const { body } = await api.call("project", "GET", `/replays/${id}`);
    if (body.status !== "running") {
      await worker.stop();
      return body;
    }
  }
}

test("a filter is counted first, then sent again as a replay that tells how far it is", async () => {
  const subject = "replayed";
  for (let count = 0; count < 3; count++) await failedDelivery({ subject });
  api.clock.now += 1000;
  const counted = await api.call("project", "POST", "/replays/count", filter({ subject }));
  expect([counted.status, counted.body]).toEqual([200, { count: 3 }]);
  const started = await api.call("project", "POST", "/replays", filter({ subject, status: "exhausted" }));
  expect(started.status).toBe(202);
  expect(started.body).toMatchObject({ status: "running", matchedCount: null, queuedCount: 0 });

  const path = `/replays/${started.body.id}`;
  const seen = await ended(started.body.id);
  expect(seen).toMatchObject({ status: "done", matchedCount: 3, queuedCount: 3, skippedCount: 0 });
  expect(seen.statusCounts).toMatchObject({ pending: 3, delivered: 0 });
  expect(seen.filter).toMatchObject({ subject: [subject], status: ["exhausted"] });
  expect((await api.call("stranger", "GET", path)).status).toBe(404);
  expect((await api.call("stranger", "POST", `${path}/cancel`)).status).toBe(404);
  expect((await api.call("project", "POST", `${path}/cancel`)).body).toMatchObject({ status: "done" });
});

test("named deliveries, or all of an event, are replayed and no others", async () => {
  const subject = "named";
  const ids: DeliveryId[] = [];
  for (let count = 0; count < 3; count++) ids.push(await failedDelivery({ subject }));
  api.clock.now += 1000;
  const { body } = await api.call("project", "GET", `/deliveries/${ids[2]}`);
  const some = await api.call("project", "POST", "/replays", filter({ deliveryId: ids.slice(0, 2) }));
  expect(await ended(some.body.id)).toMatchObject({ matchedCount: 2, queuedCount: 2 });
  const one = await api.call("project", "POST", "/replays", filter({ eventId: body.eventId }));
  expect(await ended(one.body.id)).toMatchObject({ matchedCount: 1, queuedCount: 1 });
});

test("a replay that little narrows needs the confirmed count, and sends no more than that", async () => {
  await failedDelivery({ subject: "of-many" });
  api.clock.now += 1000;
  const body = filter({ status: "exhausted" });
  const { count } = (await api.call("operator", "POST", "/replays/count", body)).body;
  expect(count).toBeGreaterThan(0);
  const tooFew = await api.call("operator", "POST", "/replays", { ...body, confirmedCount: count - 1 });
  expect(tooFew).toMatchObject({ status: 409, body: { code: "conflict" } });
  const confirmed = await api.call("operator", "POST", "/replays", { ...body, confirmedCount: count });
  expect(confirmed.status).toBe(202);
  await api.call("operator", "POST", `/replays/${confirmed.body.id}/cancel`);
});

test("a replay can be cancelled", async () => {
  const started = await api.call("operator", "POST", "/replays", filter({ webhookId }));
  const cancelled = await api.call("operator", "POST", `/replays/${started.body.id}/cancel`);
  expect(cancelled.body).toMatchObject({ status: "cancelled", finishedAt: expect.any(String) });
});

test("replays are listed, newest first, by project, status and time", async () => {
  const start = async () => {
    api.clock.now += 1000;
    return (await api.call("operator", "POST", "/replays", filter({ webhookId }))).body;
  };
  const first = await start();
  const second = await start();
  await api.call("operator", "POST", `/replays/${first.id}/cancel`);
  const list = async (query: string, caller: "operator" | "stranger" = "operator") =>
    (await api.call(caller, "GET", `/replays?${query}`)).body;
  const page = await list("limit=1");
  expect(page.data.map((each: { id: string }) => each.id)).toEqual([second.id]);
  const rest = await list(`limit=1&cursor=${page.nextCursor}`);
  expect(rest.data.map((each: { id: string }) => each.id)).toEqual([first.id]);
  expect((await list("status=running")).data).toMatchObject([{ id: second.id, status: "running" }]);
  expect((await list(`createdAtFrom=${second.createdAt}`)).data).toHaveLength(1);
  expect((await list("", "stranger")).data).toEqual([]);
  await api.call("operator", "POST", `/replays/${second.id}/cancel`);
});

test("a webhook's failures since a time are recovered, unless it is off", async () => {
  const id = await failedDelivery({ subject: "recovered" });
  api.clock.now += 1000;
  const since = new Date(api.clock.now - 2000).toISOString();
  const recover = () => api.call("project", "POST", `/webhooks/${webhookId}/recover`, { since });
  const started = await recover();
  expect(started.status).toBe(202);
  expect(started.body.filter).toMatchObject({
    webhookId: [webhookId],
    status: ["exhausted", "cancelled"],
    settledAtFrom: since,
  });
  await api.call("operator", "POST", `/replays/${started.body.id}/cancel`);
  const ancient = await api.call("operator", "POST", `/webhooks/${webhookId}/recover`, {
    since: "0001-01-01T00:00:00Z",
  });
  expect(ancient.status).toBe(202);
  await api.call("operator", "POST", `/replays/${ancient.body.id}/cancel`);
  await api.call("operator", "POST", `/webhooks/${webhookId}/disable`, {});
  expect((await recover()).body).toMatchObject({ code: "conflict" });
  expect((await api.call("operator", "POST", `/deliveries/${id}/resend`)).body).toEqual({ resent: 0 });
  await api.call("operator", "POST", `/webhooks/${webhookId}/enable`);
});
