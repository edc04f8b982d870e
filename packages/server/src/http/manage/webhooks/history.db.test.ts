import { beforeAll, describe, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});

const operator = (method: string, path: string, body?: object, headers?: Record<string, string>) =>
  api.call("operator", method, path, body, headers);

async function created(more: object = {}, projectId: string = api.own.project.id) {
  const settings = {
    projectId,
    name: "CRM",
    url: "https://hooks.example.com/in",
    events: ["session.expired"],
  };
  return (await operator("POST", "/webhooks", { ...settings, ...more })).body;
}

const history = async (id: string, query = "") =>
  (await operator("GET", `/webhooks/${id}/history${query}`)).body;

describe("the history", () => {
  test("has each saved version with what differs and who saved it, and no credential", async () => {
    const { id } = await created({ bearer: "s3cret-token" });
    await operator("PATCH", `/webhooks/${id}`, { name: "New", timeoutMs: 500 });
    await operator("PATCH", `/webhooks/${id}`, { name: "New" });
    await operator("PATCH", `/webhooks/${id}`, { bearer: null });
    const { data } = await history(id);
    expect(data.map(({ version }: { version: number }) => version)).toEqual([3, 2, 1]);
    expect(data[1]).toMatchObject({
      actor: { kind: "operator" },
      changes: [
        { field: "name", before: "CRM", after: "New" },
        { field: "timeoutMs", before: 15_000, after: 500 },
      ],
    });
    expect(data[0].changes).toEqual([{ field: "secrets", before: ["bearer"], after: [] }]);
    expect(data[2].changes).toEqual([]);
    expect(JSON.stringify(data)).not.toContain("s3cret-token");
    const page = await history(id, "?limit=2");
    expect(page.data[1].changes).toHaveLength(2);
    const rest = await history(id, `?limit=2&cursor=${page.nextCursor}`);
    expect([rest.data.length, rest.nextCursor]).toEqual([1, null]);
  });

  test("of a webhook from before begins with its settings of then", async () => {
    const { id } = await created();
    await api.deps.db.deleteFrom("webhookVersions").where("webhookId", "=", id).execute();
    await operator("PATCH", `/webhooks/${id}`, { name: "Later" });
    const { data } = await history(id);
    expect(data.map(({ actor }: { actor: unknown }) => actor !== null)).toEqual([true, false]);
    expect(data[0].changes).toEqual([{ field: "name", before: "CRM", after: "Later" }]);
  });

  test("is kept to a hundred versions", async () => {
    const { id } = await created();
    const rows = Array.from({ length: 120 }, (_, place) => ({
      webhookId: id,
      version: place + 2,
      at: new Date(api.clock.now),
      settings: { name: "x", events: ["*"] },
    }));
    await api.deps.db.insertInto("webhookVersions").values(rows).execute();
    await api.deps.db.updateTable("webhooks").set({ version: 121 }).where("id", "=", id).execute();
    await operator("PATCH", `/webhooks/${id}`, { name: "Last" });
    const { data } = await history(id, "?limit=200");
    expect([data.length, data[0].version, data.at(-1).version]).toEqual([100, 122, 23]);
  });

  test("brings an earlier version back, with the credentials of now", async () => {
    const { id } = await created({ bearer: "t0ken" });
    await operator("PATCH", `/webhooks/${id}`, { name: "New", rateLimitPerSecond: 5 });
    const stale = await operator("POST", `/webhooks/${id}/history/1/restore`, undefined, {
      "if-match": '"1"',
    });
    expect(stale.status).toBe(412);
    const { status, body } = await operator("POST", `/webhooks/${id}/history/1/restore`);
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ name: "CRM", rateLimitPerSecond: null, hasBearer: true, version: 3 }),
    ]);
    expect((await history(id)).data[0].version).toBe(3);
    const { body: audit } = await operator("GET", `/audit?action=webhook.restore&target=${id}`);
    expect(audit.data[0].details).toMatchObject({ version: 1, fields: ["name", "rateLimitPerSecond"] });
    expect((await operator("POST", `/webhooks/${id}/history/77/restore`)).status).toBe(404);
    expect((await api.call("project", "POST", `/webhooks/${id}/history/1/restore`)).status).toBe(403);
    expect((await api.call("stranger", "GET", `/webhooks/${id}/history`)).status).toBe(404);
  });
});

describe("the order", () => {
  test("of all webhooks changes in one step, or not at all", async () => {
    const projectId = api.other.project.id;
    const ids: string[] = [];
    for (const name of ["a", "b", "c"]) ids.push((await created({ name }, projectId)).id);
    const [a = "", b = "", c = ""] = ids;
    const put = (webhookIds: string[]) => operator("PUT", "/webhooks/order", { projectId, webhookIds });
    const { status, body } = await put([c, a, b]);
    expect([status, body.data]).toEqual([
      200,
      [
        { id: c, order: 0, version: 1 },
        { id: a, order: 10, version: 2 },
        { id: b, order: 20, version: 2 },
      ],
    ]);
    for (const wrong of [
      [a, b],
      [a, b, c, "whk_0"],
      [a, a, b, c],
    ])
      expect((await put(wrong)).status).toBe(422);
    expect((await operator("GET", `/webhooks/${a}`)).body.order).toBe(10);
    expect((await history(a)).data[0].changes).toEqual([{ field: "order", before: 0, after: 10 }]);
    const { body: audit } = await operator("GET", `/audit?action=webhook.order&projectId=${projectId}`);
    expect(audit.data).toHaveLength(1);
  });
});

test("webhooks are found by a part of name, address or event type, taken literally", async () => {
  const projectId = (await operator("POST", "/projects", { name: "Search", mode: "test" })).body.id;
  const one = await created({ name: "Склад 100%", url: "https://stock.example.com/in" }, projectId);
  const two = await created({ name: "Audit_sink", events: ["check.*"] }, projectId);
  const found = async (search: string) => {
    const query = `projectId=${projectId}&search=${encodeURIComponent(search)}`;
    return (await operator("GET", `/webhooks?${query}`)).body.data.map(({ id }: { id: string }) => id);
  };
  expect(await found("склад")).toEqual([one.id]);
  expect(await found("0%")).toEqual([one.id]);
  expect(await found("STOCK.example")).toEqual([one.id]);
  expect(await found("check")).toEqual([two.id]);
  expect(await found("t_s")).toEqual([two.id]);
  expect(await found(one.id)).toEqual([one.id]);
  expect(await found("a%s")).toEqual([]);
});
