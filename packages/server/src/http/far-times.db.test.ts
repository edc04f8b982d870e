import { beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "./testing/api.ts";

/** The most distant times that formats can express: ISO 8601, a `Date`, Postgres. */
const farTimes = [
  "0000-01-01T00:00:00Z",
  "0001-01-01T00:00:00.000Z",
  "1969-12-31T23:59:59Z",
  "9999-12-31T23:59:59.999Z",
  "+010000-01-01T00:00:00.000Z",
  "+275760-09-13T00:00:00.000Z",
  "-271821-04-20T00:00:00.000Z",
];
const farDates = ["0000-01-01", "0001-01-01", "1969-12-31", "9999-12-31", "10000-01-01", "+275760-09-13"];
/** Of the first millisecond after 9999, and of the last one of 48 bits. */
const farIds = [Date.UTC(10_000, 0), 2 ** 48 - 1].flatMap((time) => {
  const digits = time
    .toString(32)
    .replace(/[i-v]/g, (digit) => "jkmnpqrstvwxyz".charAt(digit.charCodeAt(0) - 105));
  return ["evt", "dlv", "icp", "rpl", "whk"].map(
    (prefix) => `${prefix}_${digits.padStart(10, "0")}${"z".repeat(16)}`,
  );
});
const farPlaces = ["0", "999999999999999", "-1"].flatMap((time) => [`${time}.abc`, `${time}:abc`]);

let api: TestApi;
let routes: { method: string; path: string; times: string[]; dates: string[]; cursor: boolean }[];
beforeAll(async () => {
  api = await startTestApi();
  const { paths } = (await api.app.inject("/openapi/manage.json")).json<{
    paths: Record<string, Record<string, Operation>>;
  }>();
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [] }]) => ({
      method: method.toUpperCase(),
      path,
      times: named(parameters, "date-time"),
      dates: named(parameters, "date"),
      cursor: parameters.some((each) => each.name === "cursor"),
    })),
  );
});

interface Operation {
  parameters?: { name: string; in: string; schema?: { format?: string } }[];
}

function named(parameters: NonNullable<Operation["parameters"]>, format: string): string[] {
  return parameters
    .filter((each) => each.in === "query" && each.schema?.format === format)
    .map((each) => each.name);
}

/** The response's status and the request, for comparison. */
async function failing(method: string, url: string, payload?: object): Promise<string[]> {
  const failures: string[] = [];
  for (const caller of ["operator", "project"] as const) {
    const answer = await api.app.inject({
      method: method as "GET",
      url,
      headers: {
        authorization: `Bearer ${api.tokens[caller]}`,
        ...(caller === "operator" && { "x-project-id": api.own.project.id }),
      },
      ...(payload && { payload }),
    });
    if (answer.statusCode >= 500) failures.push(`${method} ${url} ${JSON.stringify(payload)}`);
  }
  return failures;
}

test("distant times in a query get a result or a refusal", async () => {
  const asked = routes.flatMap((route) => [
    ...route.times.flatMap((name) => farTimes.map((time) => ({ route, name, value: time }))),
    ...route.dates.flatMap((name) => farDates.map((date) => ({ route, name, value: date }))),
  ]);
  expect(asked.length).toBeGreaterThanOrEqual(farTimes.length);
  for (const { route, name, value } of asked) {
    const url = `${route.path.replace(/\{\w+\}/g, "none")}?${name}=${encodeURIComponent(value)}`;
    expect(await failing(route.method, url)).toEqual([]);
  }
});

test("cursors with impossible positions get a result or a refusal", async () => {
  const lists = routes.filter((route) => route.cursor);
  expect(lists.length).toBeGreaterThan(5);
  for (const { method, path } of lists) {
    for (const place of [...farPlaces, ...farIds]) {
      const cursor = Buffer.from(place, "latin1").toString("base64url");
      expect(await failing(method, `${path.replace(/\{\w+\}/g, "none")}?cursor=${cursor}`)).toEqual([]);
    }
  }
});

test("ids of times that are none's are unknown", async () => {
  for (const { method, path } of routes.filter((route) => route.path.includes("{"))) {
    for (const id of farIds) {
      const payload = method === "GET" ? undefined : {};
      expect(await failing(method, path.replace(/\{\w+\}/g, id), payload)).toEqual([]);
    }
  }
});

test("distant times in a body get a result or a refusal", async () => {
  const projectId = api.own.project.id;
  const webhook = await api.call("operator", "POST", "/webhooks", {
    projectId,
    name: "Core",
    url: "https://receiver.example/hook",
    events: ["*"],
  });
  expect(webhook.status).toBe(201);
  for (const far of farTimes) {
    const near = "2026-05-05T00:00:00Z";
    for (const [method, url, payload] of [
      ["POST", `/manage/v1/webhooks/${webhook.body.id}/recover`, { since: far }],
      ["POST", "/manage/v1/replays", { projectId, createdAtFrom: far }],
      ["POST", "/manage/v1/replays", { projectId, createdAtFrom: near, createdAtTo: far }],
      ["POST", "/manage/v1/replays/count", { projectId, createdAtFrom: far, createdAtTo: near }],
      ["POST", "/manage/v1/replays/count", { projectId, createdAtFrom: near, createdAtTo: far }],
      ["PATCH", `/manage/v1/webhooks/${webhook.body.id}`, { validFrom: far }],
      ["PATCH", `/manage/v1/webhooks/${webhook.body.id}`, { validTo: far }],
      ["PATCH", `/manage/v1/webhooks/${webhook.body.id}`, { validFrom: null, validTo: far }],
      ["POST", "/retry/query", { startAt: far, endAt: near }],
      ["POST", "/retry/query", { startAt: near, endAt: far }],
    ] as const) {
      expect(await failing(method, url, payload)).toEqual([]);
    }
  }
});
