import type { WebhookId } from "@countersign/wire";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "../../../db/index.ts";
import { record } from "../../../events/index.ts";
import { startTestApi, type TestApi } from "../../testing/api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
beforeEach(() => {
  api.clock.now += 1000;
});

const url = "https://hooks.example.com/in";
const blank = () => ({ projectId: api.own.project.id, name: "CRM", url, events: ["session.expired"] });
const create = (more: object = {}) => api.call("operator", "POST", "/webhooks", { ...blank(), ...more });
const created = async (more: object = {}) => {
  const answer = await create(more);
  expect(answer.body).toMatchObject({ id: expect.stringMatching(/^whk_/) });
  return answer.body;
};
const auditOf = async (target: string) => {
  const rows = await api.deps.db
    .selectFrom("auditRecords")
    .select(["action", "details"])
    .where("target", "=", target)
    .orderBy("id")
    .execute();
  return rows;
};

/** An event that the webhooks of the project get, recorded now. */
function expire(): Promise<unknown> {
  const payload = {
    attemptId: "RFJkzaealP6XF0CspiAoq",
    transactionId: null,
    method: "identification",
    expiredAt: new Date(api.clock.now).toISOString(),
  };
  const projectId = api.other.project.id;
  return inTransaction(api.deps.db, (tx) =>
    record(api.deps.events, tx, { projectId, type: "session.expired", keyId: projectId, payload }),
  );
}
const deliveriesOf = (webhookId: WebhookId) =>
  api.deps.db.selectFrom("deliveries").select("status").where("webhookId", "=", webhookId).execute();

describe("disabling and enabling", () => {
  test("keeps the setting and the reason; enabling returns what was missed", async () => {
    const { id } = await created({ projectId: api.other.project.id });
    api.clock.now += 1000;
    const disabled = await api.call("operator", "POST", `/webhooks/${id}/disable`, {
      reason: "moving house",
    });
    expect(disabled.body).toMatchObject({ active: true, disabledReason: "moving house" });
    expect(disabled.body.disabledAt).toBe(new Date(api.clock.now).toISOString());
    api.clock.now += 60_000;
    expect((await api.call("operator", "POST", `/webhooks/${id}/disable`)).body).toEqual(disabled.body);

    await expire();
    await expire();
    expect(await deliveriesOf(id)).toHaveLength(2);
    const settledAt = new Date(api.clock.now);
    await api.deps.db
      .updateTable("deliveries")
      .set({ status: "cancelled", settledAt })
      .where("webhookId", "=", id)
      .execute();
    const enabled = await api.call("operator", "POST", `/webhooks/${id}/enable`);
    expect(enabled.body).toMatchObject({
      webhook: { disabledAt: null, disabledReason: null, failingSince: null },
      missed: {
        since: disabled.body.disabledAt,
        failed: 0,
        cancelled: 2,
        recover: `/manage/v1/webhooks/${id}/recover`,
      },
    });
    expect((await api.call("operator", "POST", `/webhooks/${id}/enable`)).body).toMatchObject({
      missed: null,
    });
    const actions = (await auditOf(id)).map(({ action }) => action);
    expect(actions).toEqual(["webhook.create", "webhook.disable", "webhook.enable"]);
  });

  test("a webhook whose failures led to it missed more: since the first of them", async () => {
    const { id } = await created();
    const failingSince = new Date(api.clock.now - 5 * 24 * 3600_000);
    await api.deps.db.updateTable("webhooks").set({ failingSince }).where("id", "=", id).execute();
    await api.call("operator", "POST", `/webhooks/${id}/disable`);
    const { body } = await api.call("operator", "POST", `/webhooks/${id}/enable`);
    expect(body.missed.since).toBe(failingSince.toISOString());
  });
});

describe("deleting", () => {
  test("cancels what is pending, and only the log still knows the webhook", async () => {
    const { id } = await created({ projectId: api.other.project.id, bearer: "t0ken" });
    await expire();
    api.clock.now += 1000;
    expect((await api.call("operator", "DELETE", `/webhooks/${id}`)).status).toBe(204);
    for (const [method, path] of [
      ["GET", ""],
      ["PATCH", ""],
      ["DELETE", ""],
      ["POST", "/enable"],
      ["POST", "/disable"],
      ["POST", "/test"],
      ["POST", "/rotate-secret"],
    ] as const) {
      const body = method === "PATCH" ? { name: "x" } : undefined;
      expect((await api.call("operator", method, `/webhooks/${id}${path}`, body)).status).toBe(404);
    }
    expect(await deliveriesOf(id)).toEqual([{ status: "cancelled" }]);
    await expire();
    expect(await deliveriesOf(id)).toHaveLength(1);
    const { db } = api.deps;
    const queued = await db.selectFrom("deliveryQueue").selectAll().where("webhookId", "=", id).execute();
    expect(queued).toEqual([]);
    const row = await db.selectFrom("webhooks").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ url, active: false, authSealed: null });
    const log = await api.call("stranger", "GET", `/deliveries?webhookId=${id}`);
    const delivery = await api.call("stranger", "GET", `/deliveries/${log.body.data[0].id}`);
    expect(delivery.body).toMatchObject({ status: "cancelled", webhookUrl: url });
    expect((await auditOf(id)).at(-1)).toEqual({ action: "webhook.delete", details: { cancelled: 1 } });
  });
});
