import { catalog, type DeliveryId } from "@countersign/wire";
import { beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/api.ts";

let api: TestApi;
let webhookId: string;
beforeAll(async () => {
  api = await startTestApi();
  const { body } = await api.call("operator", "POST", "/webhooks", {
    projectId: api.own.project.id,
    name: "Receiver",
    url: "https://receiver.example/hooks",
    events: ["session.expired"],
  });
  webhookId = body.id;
});

async function delivery(): Promise<DeliveryId> {
  const { body } = await api.call("project", "POST", "/events", {
    projectId: api.own.project.id,
    type: "session.expired",
    payload: catalog["session.expired"].example,
  });
  const found = await api.call("project", "GET", `/deliveries?eventId=${body.id}&webhookId=${webhookId}`);
  return found.body.data[0].id;
}

const read = async (id: string) => (await api.call("project", "GET", `/deliveries/${id}`)).body;

/** As if its third attempt had failed, and the next were due in an hour. */
async function waiting(): Promise<DeliveryId> {
  const id = await delivery();
  const { db, clock } = api.deps;
  const dueAt = new Date(clock() + 3_600_000);
  await db.updateTable("deliveryQueue").set({ dueAt, attempt: 3 }).where("deliveryId", "=", id).execute();
  await db
    .updateTable("deliveries")
    .set({ status: "retrying", attempts: 3, failure: "server-error", statusCode: 503, durationMs: 812 })
    .where("id", "=", id)
    .execute();
  return id;
}

test("a delivery that waits shows what its last attempt came to and when the next one is due", async () => {
  const id = await waiting();
  expect(await read(id)).toMatchObject({
    status: "retrying",
    outcome: "server_error",
    statusCode: 503,
    durationMs: 812,
    maxAttempts: expect.any(Number),
    nextAttemptAt: new Date(api.clock.now + 3_600_000).toISOString(),
  });
});

test("its next attempt can be made now, its schedule going on where it was", async () => {
  const id = await waiting();
  const { status, body } = await api.call("project", "POST", `/deliveries/${id}/retry`);
  expect([status, body.status, body.nextAttemptAt]).toEqual([
    202,
    "retrying",
    new Date(api.clock.now).toISOString(),
  ]);
  const { body: audit } = await api.call("operator", "GET", `/audit?action=delivery.retry&target=${id}`);
  expect(audit.data).toHaveLength(1);
});

test("it can be stopped, once", async () => {
  const id = await waiting();
  const { status, body } = await api.call("operator", "POST", `/deliveries/${id}/stop`, { reason: "a typo" });
  expect([status, body]).toEqual([
    200,
    expect.objectContaining({ status: "cancelled", reason: "stopped", nextAttemptAt: null }),
  ]);
  expect((await api.call("operator", "POST", `/deliveries/${id}/stop`)).status).toBe(409);
  expect((await api.call("operator", "POST", `/deliveries/${id}/retry`)).status).toBe(409);
  const { body: audit } = await api.call("operator", "GET", `/audit?action=delivery.stop&target=${id}`);
  expect(audit.data[0]).toMatchObject({ reason: "a typo" });
});

test("another project can neither stop nor retry it", async () => {
  const id = await waiting();
  for (const action of ["stop", "retry"])
    expect((await api.call("stranger", "POST", `/deliveries/${id}/${action}`)).status).toBe(404);
});

test("deliveries are found by id, and by how their last attempt failed", async () => {
  const [one, two] = [await waiting(), await delivery()];
  const found = async (query: string) => {
    const { status, body } = await api.call("project", "GET", `/deliveries?${query}&id=${one}&id=${two}`);
    return status === 200 ? body.data.map(({ id }: { id: string }) => id) : status;
  };
  expect((await found("limit=9")).toSorted()).toEqual([one, two].toSorted());
  expect(await found("outcome=server_error&outcome=timeout")).toEqual([one]);
  expect(await found("outcome=timeout")).toEqual([]);
  expect(await found("statusCode=503&statusCode=500")).toEqual([one]);
  expect(await found("statusCode=200")).toEqual([]);
  expect(await found("status=retrying&status=exhausted")).toEqual([one]);
  expect(await found("status=pending")).toEqual([two]);
  expect(await found("outcome=delivered")).toBe(422);
  expect(await found("statusCode=99")).toBe(422);
  expect((await api.call("project", "GET", "/deliveries?id=evt_1")).body.data).toEqual([]);
});
