import { eventTypePageSchema, eventTypes } from "@countersign/wire";
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

const own = () => `/projects/${projectId}/event-types`;
const define = (change: object = {}) => api.call("operator", "POST", own(), { ...shipped, ...change });
const change = (version: number | null, settings: object) =>
  api.call(
    "operator",
    "PATCH",
    `${own()}/${shipped.type}`,
    settings,
    version === null ? {} : { "if-match": `"${version}"` },
  );

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
    body: { ...shipped, projectId, version: 1, dialect: "standard", personal: true },
  });
  expect((await define()).status).toBe(409);
  for (const caller of ["project", "operator", "reviewer"] as const) {
    const { data } = eventTypePageSchema.parse((await api.call(caller, "GET", own())).body);
    expect(data.map(({ type }) => type)).toEqual([shipped.type]);
  }
  expect((await api.call("stranger", "GET", own())).status).toBe(404);
  expect((await api.call("stranger", "GET", `${own()}/${shipped.type}`)).status).toBe(404);

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

  const gone = `${own()}/${shipped.type}`;
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
])("a definition with %j is refused, naming %s", async (wrong, field) => {
  const answer = await define({ type: "custom.other", ...wrong });
  expect(answer.status).toBe(422);
  expect(answer.body.errors).toContainEqual(expect.objectContaining({ field }));
});

test("the catalog is listed page by page, and each of its types can be read", async () => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const next: string = cursor === null ? "" : `&cursor=${cursor}`;
    const { body } = await api.call("project", "GET", `/event-types?limit=20${next}`);
    const page = eventTypePageSchema.parse(body);
    seen.push(...page.data.map(({ type }) => type));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual([...eventTypes]);
  const one = await api.call("project", "GET", "/event-types/session.expired");
  expect(one.body).toMatchObject({ type: "session.expired", projectId: null, version: 1 });
  expect((await api.call("project", "GET", "/event-types/custom.none")).status).toBe(404);
});

test("a change makes a new version, under which events are checked from then on; earlier ones can be read", async () => {
  await api.call("operator", "DELETE", `${own()}/${shipped.type}`);
  await define();
  const path = `${own()}/${shipped.type}`;
  const record = async (payload: object) =>
    (await api.call("project", "POST", "/events", { projectId, type: shipped.type, payload })).status;
  expect(await record({ order: "1", weight: 5 })).toBe(422);
  const schema = {
    ...shipped.schema,
    properties: { ...shipped.schema.properties, weight: { type: "number" } },
  };
  const changed = await change(1, { schema });
  expect([changed.status, changed.headers.etag]).toEqual([200, '"2"']);
  expect(changed.body).toMatchObject({ version: 2, title: shipped.title, schema });
  expect(await record({ order: "1", weight: 5 })).toBe(202);

  expect((await change(1, { title: { ru: "А", en: "A" } })).body).toMatchObject({ status: 412, version: 2 });
  expect((await change(null, { schema })).body.version).toBe(2);
  const wrong = await change(2, { example: { order: 1 } });
  expect([wrong.status, wrong.body.errors[0].field]).toEqual([422, "example.order"]);
  expect((await api.call("project", "GET", `${path}?version=1`)).body).toMatchObject({
    ...shipped,
    version: 1,
  });
  expect((await api.call("project", "GET", `${path}?version=3`)).status).toBe(404);
  expect((await api.call("operator", "PATCH", `${own()}/custom.none`, {})).status).toBe(404);
});

test("who defines, changes and removes is written down", async () => {
  const { body } = await api.call("operator", "GET", "/audit?limit=200");
  const actions = body.data.map(
    ({ action, target }: { action: string; target: string }) => `${action} ${target}`,
  );
  expect(actions).toContain(`event_type.create ${shipped.type}`);
  expect(actions).toContain(`event_type.change ${shipped.type}`);
  expect(actions).toContain(`event_type.delete ${shipped.type}`);
});

test("deep and endless definitions and payloads are refused, never a failure", async () => {
  const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
  const definition = JSON.stringify({ ...shipped, type: "custom.deep", schema: 0 });
  expect(
    (await api.call("operator", "POST", own(), definition.replace('"schema":0', `"schema":${deep}`))).status,
  ).toBe(422);
  await define({ type: "custom.open", schema: { type: "object" }, example: {} });
  const event = JSON.stringify({ projectId, type: "custom.open", payload: 0 });
  expect(
    (await api.call("project", "POST", "/events", event.replace('"payload":0', `"payload":${deep}`))).status,
  ).toBe(422);
});
