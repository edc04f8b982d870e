import { eventTypeListSchema, eventTypes } from "@countersign/wire";
import { beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/api.ts";

let api: TestApi;
let projectId: string;
beforeAll(async () => {
  api = await startTestApi();
  projectId = api.own.project.id;
  await api.call("operator", "POST", "/webhooks", {
    projectId,
    name: "Shop",
    url: "https://receiver.example/x",
    events: ["custom.*"],
    dialect: "rarus",
  });
});

const shipped = {
  type: "custom.order.shipped",
  title: { ru: "Заказ отправлен", en: "Order shipped" },
  schema: {
    type: "object",
    properties: { order: { type: "string" }, parcels: { type: "array", items: { type: "integer" } } },
    required: ["order"],
    additionalProperties: false,
  },
  example: { order: "o-1", parcels: [1] },
};

const define = (change: object = {}) =>
  api.call("operator", "POST", "/event-types", { projectId, ...shipped, ...change });

test("a type is defined, listed for its project, used, and removed", async () => {
  const before = await api.call("project", "POST", "/events", {
    projectId,
    type: shipped.type,
    payload: { order: "1" },
  });
  expect(before.body).toMatchObject({ status: 422, errors: [{ field: "type" }] });

  const made = await define();
  expect(made).toMatchObject({
    status: 201,
    body: { ...shipped, projectId, dialect: "standard", personal: true },
  });
  expect((await define()).status).toBe(409);
  for (const [caller, query, listed] of [
    ["project", "", 1],
    ["operator", `?projectId=${projectId}`, 1],
    ["operator", "", 0],
    ["stranger", "", 0],
    ["stranger", `?projectId=${projectId}`, 0],
  ] as const) {
    const { data } = eventTypeListSchema.parse((await api.call(caller, "GET", `/event-types${query}`)).body);
    expect(data.map(({ type }) => type)).toEqual([...eventTypes, ...Array(listed).fill(shipped.type)]);
  }

  const recorded = await api.call("project", "POST", "/events", {
    projectId,
    type: shipped.type,
    subject: "o-1",
    payload: { parcels: [7], order: "o-1" },
  });
  expect(recorded.status).toBe(202);
  const { data } = (await api.call("operator", "GET", `/deliveries?type=${shipped.type}`)).body;
  expect(data).toHaveLength(1);
  const content = await api.call("operator", "GET", `/deliveries/${data[0].id}/content`);
  const body = JSON.parse(content.body.body);
  expect(Object.keys(body)).toEqual(["type", "timestamp", "data"]);
  expect(JSON.stringify(body.data)).toBe('{"parcels":[7],"order":"o-1"}');
  const shown = await api.call("operator", "GET", `/events/${recorded.body.id}`);
  expect(shown.body).toMatchObject({ type: shipped.type, payload: { order: "o-1" } });
  expect((await api.call("project", "GET", `/events?type=${shipped.type}`)).body.data).toHaveLength(1);

  const gone = `/event-types?projectId=${projectId}&type=${shipped.type}`;
  expect((await api.call("operator", "DELETE", gone)).status).toBe(204);
  expect((await api.call("operator", "DELETE", gone)).status).toBe(404);
  const after = await api.call("project", "POST", "/events", {
    projectId,
    type: shipped.type,
    payload: { order: "1" },
  });
  expect(after.status).toBe(422);
});

test("a payload that the schema refuses is named by its path, and a batch by its place", async () => {
  await define();
  const events = [
    { type: shipped.type, payload: { order: "1" } },
    { type: shipped.type, payload: { order: "1", parcels: [1, "secret-value"] } },
    { type: "custom.unknown", payload: {} },
    { type: "webhook.recovered", payload: {} },
  ];
  const answer = await api.call("project", "POST", "/events/batch", { projectId, events });
  expect(answer.status).toBe(422);
  const fields = answer.body.errors.map(({ field }: { field: string }) => field);
  expect(fields.slice(0, 2)).toEqual(["events.1.payload.parcels.1", "events.2.type"]);
  expect(fields[2]).toContain("events.3.payload.");
  expect(JSON.stringify(answer.body)).not.toContain("secret-value");
  const other = { projectId: api.other.project.id, type: shipped.type, payload: { order: "1" } };
  expect((await api.call("stranger", "POST", "/events", other)).status).toBe(422);
});

test.each([
  [{ type: "order.shipped" }, "type"],
  [{ type: "custom.a b" }, "type"],
  [{ title: { ru: "x" } }, "title.en"],
  [{ schema: { type: "object", $ref: "https://example.com/" } }, "schema.$ref"],
  [{ schema: { type: "object", required: "x" } }, "schema"],
  [{ example: { order: 1 } }, "example.order"],
  [{ example: {} }, "example.order"],
  [{ projectId: "nothing" }, "projectId"],
])("a definition with %j is refused, naming %s", async (change, field) => {
  const answer = await define({ type: "custom.other", ...change });
  expect(answer.status).toBe(422);
  expect(answer.body.errors).toContainEqual(expect.objectContaining({ field }));
});

test("who defines and removes is written down", async () => {
  const { body } = await api.call("operator", "GET", "/audit?limit=200");
  const actions = body.data.map(
    ({ action, target }: { action: string; target: string }) => `${action} ${target}`,
  );
  expect(actions).toContain(`event-type.create ${shipped.type}`);
  expect(actions).toContain(`event-type.delete ${shipped.type}`);
});

test("deep and endless definitions and payloads are refused, never a failure", async () => {
  const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
  const definition = JSON.stringify({ projectId, ...shipped, type: "custom.deep", schema: 0 });
  expect(
    (await api.call("operator", "POST", "/event-types", definition.replace('"schema":0', `"schema":${deep}`)))
      .status,
  ).toBe(422);
  await define({ type: "custom.open", schema: { type: "object" }, example: {} });
  const event = JSON.stringify({ projectId, type: "custom.open", payload: 0 });
  expect(
    (await api.call("project", "POST", "/events", event.replace('"payload":0', `"payload":${deep}`))).status,
  ).toBe(422);
});
