import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { startTestApi, type TestApi } from "../../testing/api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
beforeEach(async () => {
  const { data } = (await api.call("operator", "GET", "/webhooks?limit=100")).body;
  for (const { id } of data) await api.call("operator", "DELETE", `/webhooks/${id}`);
});

const url = "https://receiver.example/hook";
const add = async (more: object = {}) => {
  const settings = {
    projectId: api.own.project.id,
    name: "Stock",
    url,
    events: ["before_order_add"],
    mode: "gate",
  };
  const { status, body } = await api.call("operator", "POST", "/webhooks", { ...settings, ...more });
  expect(status).toBe(201);
  return body;
};
const exported = async (projectId: string = api.own.project.id): Promise<string> =>
  (await api.call("operator", "GET", `/webhooks/export?projectId=${projectId}`)).body;
const imported = (yaml: string, more: object = {}) =>
  api.call("operator", "POST", "/webhooks/import", { projectId: api.own.project.id, yaml, ...more });
const edited = (yaml: string, edit: (webhooks: Record<string, unknown>[]) => void): string => {
  const file = parse(yaml);
  edit(file.webhooks);
  return stringify(file);
};

const everything = {
  mode: "gate_apply",
  order: 5,
  timeoutMs: 1500,
  validFrom: "2026-01-01T00:00:00.000Z",
  validTo: "2027-01-01T00:00:00.000Z",
  basicAuth: { username: "shop", password: "pass-w0rd" },
  headers: { "X-Api-Key": "k3y-value" },
  body: '{\n  "buyer": {{ data.order.userId }}\n}\n',
  condition: 'data.order.currency == "RUB"',
  failurePolicy: "continue",
};

describe("a settings file", () => {
  test("holds every setting and no secret, and applied where it came from it changes nothing", async () => {
    const first = await add(everything);
    await add({ name: "Buyers", url: undefined, require: { kycLevel: 2 }, order: 1 });
    await add({
      name: "CRM",
      events: ["session.expired"],
      mode: "notify",
      retry: { delaysSeconds: [0, 60] },
      rateLimitPerSecond: 5,
    });
    await add({ name: "Loyalty", events: ["after_registration"], mode: "await_keep", order: 7 });
    const yaml = await exported();
    expect(parse(yaml)).toMatchObject({
      version: 2,
      webhooks: [
        { name: "CRM", retry: { delaysSeconds: [0, 60] }, rateLimitPerSecond: 5, secrets: [] },
        { name: "Buyers", require: { kycLevel: 2 }, mode: "gate" },
        {
          id: first.id,
          name: "Stock",
          url,
          order: 5,
          body: everything.body,
          secrets: ["basicAuth", "headers.X-Api-Key"],
        },
        { name: "Loyalty", mode: "await_keep", timeoutMs: 2000 },
      ],
    });
    for (const secret of ["pass-w0rd", "k3y-value", first.secret, "username"])
      expect(yaml).not.toContain(secret);
    const { status, body } = await imported(yaml, { apply: true });
    expect(status).toBe(200);
    expect(body.diff.map(({ action }: { action: string }) => action)).toEqual([
      "same",
      "same",
      "same",
      "same",
    ]);
  });

  test("is compared before it is applied, field by field", async () => {
    const { id } = await add(everything);
    const other = await add({ name: "Not named" });
    const yaml = edited(await exported(), (webhooks) => {
      webhooks.splice(0, webhooks.length, ...webhooks.filter(({ name }) => name === "Stock"));
      Object.assign(webhooks[0] ?? {}, { timeoutMs: 900, condition: null });
      webhooks.push({ name: "New", url, events: ["after_registration"], secrets: ["bearer"] });
    });
    const diff = (await imported(yaml)).body;
    expect(diff).toEqual({
      applied: false,
      diff: [
        {
          action: "change",
          id,
          name: "Stock",
          changes: [
            { field: "timeoutMs", before: 1500, after: 900 },
            { field: "condition", before: everything.condition, after: null },
          ],
          missingSecrets: [],
        },
        { action: "add", id: null, name: "New", changes: [], missingSecrets: ["bearer"] },
        { action: "left", id: other.id, name: "Not named", changes: [], missingSecrets: [] },
      ],
    });
    expect((await api.call("operator", "GET", `/webhooks/${id}`)).body.timeoutMs).toBe(1500);
    expect((await api.call("operator", "GET", "/webhooks")).body.data).toHaveLength(2);

    const applied = (await imported(yaml, { apply: true })).body;
    expect(applied.diff[1]).toMatchObject({
      id: expect.stringMatching(/^whk_/),
      secret: expect.stringMatching(/^whsec_/),
    });
    const changed = (await api.call("operator", "GET", `/webhooks/${id}`)).body;
    expect(changed).toMatchObject({
      timeoutMs: 900,
      condition: null,
      hasBasicAuth: true,
      headerNames: ["X-Api-Key"],
    });
    const { data } = (await api.call("operator", "GET", "/audit?limit=100")).body;
    expect(data).toContainEqual(
      expect.objectContaining({ action: "webhook.import", details: { change: 1, add: 1, left: 1 } }),
    );
  });

  test("goes to another project, where the webhook of that name is meant", async () => {
    await add({ ...everything, headers: null, basicAuth: null });
    const yaml = await exported();
    const projectId = api.other.project.id;
    const there = async () => (await imported(yaml, { projectId, apply: true })).body.diff;
    expect(await there()).toMatchObject([{ action: "add", name: "Stock" }]);
    expect(await there()).toMatchObject([{ action: "same", name: "Stock" }]);
    const { webhooks } = parse(await exported(projectId));
    expect({ ...webhooks[0], id: "" }).toEqual({ ...parse(yaml).webhooks[0], id: "" });
  });

  test.each<[string, string, string]>([
    ["no YAML", "a: [1, 2", "yaml"],
    ["twice the same key", "version: 2\nversion: 2\nwebhooks: []", "yaml"],
    ["aliases", "version: 2\nwebhooks: &a [*a, *a]", "yaml"],
    ["another version", "version: 1\nwebhooks: []", "version"],
    [
      "an unknown setting",
      `version: 2\nwebhooks: [{name: a, url: "${url}", events: ["*"], colour: red}]`,
      "webhooks.0.colour",
    ],
    [
      "a secret",
      `version: 2\nwebhooks: [{name: a, url: "${url}", events: ["*"], bearer: abc}]`,
      "webhooks.0.bearer",
    ],
    [
      "a forbidden address",
      'version: 2\nwebhooks: [{name: a, url: "https://127.0.0.1/", events: ["*"]}]',
      "webhooks.0.url",
    ],
    [
      "a bad body",
      `version: 2\nwebhooks: [{name: a, url: "${url}", events: ["kyc.failed"], dialect: standard, body: "{{"}]`,
      "webhooks.0.body",
    ],
    [
      "contradicting settings",
      `version: 2\nwebhooks: [{name: a, url: "${url}", events: ["kyc.failed"], mode: gate}]`,
      "webhooks.0.mode",
    ],
  ])("with %s is refused, and no part of it is applied", async (_name, yaml, field) => {
    const { status, body } = await imported(yaml, { apply: true });
    expect([status, body.errors[0].field]).toEqual([422, field]);
    expect((await api.call("operator", "GET", "/webhooks")).body.data).toEqual([]);
  });

  test("moves no credentials to another host", async () => {
    await add(everything);
    const yaml = edited(await exported(), (webhooks) => {
      Object.assign(webhooks[0] ?? {}, { url: "https://elsewhere.example/" });
    });
    const { status, body } = await imported(yaml, { apply: true });
    expect(status).toBe(422);
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual([
      "webhooks.0.basicAuth",
      "webhooks.0.headers",
    ]);
  });
});

test("a file that takes a minute to read stops nobody else's calls", async () => {
  const merged = Array.from({ length: 25_000 }, (_, at) => `k${at}: {<<: *a}`).join("\n");
  const before = process.threadCpuUsage();
  const { status, body } = await imported(`a: &a {b: 1}\n${merged}`);
  const { user, system } = process.threadCpuUsage(before);
  expect(status).toBe(422);
  expect(body.errors).toEqual([{ field: "yaml", problem: "takes too much to read: no settings file does" }]);
  // Processor time, so that a busy machine changes nothing: reading it here took thirteen seconds.
  expect((user + system) / 1000).toBeLessThan(2000);
});
