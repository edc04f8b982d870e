import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { catalog } from "@countersign/wire";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, startTestApi, type TestApi } from "../../testing/api.ts";

let api: TestApi;
let port: number;
beforeAll(async () => {
  api = await startTestApi();
  await api.app.listen({ port: 0, host: "127.0.0.1" });
  port = (api.app.server.address() as AddressInfo).port;
});
afterAll(() => {
  api.app.server.closeAllConnections();
  return api.app.close();
});

interface Told {
  id: string;
  event: string;
  data: Record<string, unknown>;
}

/** A client of the stream, as a browser reads it. */
async function connect(caller: Exclude<Caller, "nobody">, query = "", headers: Record<string, string> = {}) {
  const authorization = `Bearer ${api.tokens[caller]}`;
  const sent = request({
    port,
    host: "127.0.0.1",
    path: `/manage/v1/stream${query}`,
    headers: { authorization, ...headers },
  });
  sent.end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const told: Told[] = [];
  let lastId = "";
  let text = "";
  response.setEncoding("utf8");
  response.on("data", (chunk: string) => {
    text += chunk;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const lines = text.slice(0, end).split("\n");
      text = text.slice(end + 2);
      const field = (name: string) =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      lastId = field("id") ?? lastId;
      const data = field("data");
      if (data !== undefined)
        told.push({ id: lastId, event: field("event") ?? "message", data: JSON.parse(data) });
    }
  });
  const ended = new Promise<void>((resolve) => response.once("close", resolve));
  response.on("error", () => undefined);
  const stream = { response, told, lastId: () => lastId, ended, close: () => sent.destroy() };
  // It has begun once it says where it stands.
  if (response.statusCode === 200) await expect.poll(() => lastId !== "" || told.length > 0).toBe(true);
  return stream;
}

async function recordEvent(caller: "project" | "stranger", subject: string) {
  const { project } = caller === "project" ? api.own : api.other;
  const { body } = await api.call(caller, "POST", "/events", {
    projectId: project.id,
    type: "session.expired",
    subject,
    payload: catalog["session.expired"].example,
  });
  return body.id as string;
}

test("what happens comes as events, without payloads, to those who may see it", async () => {
  const [own, all, reviewer] = [
    await connect("project"),
    await connect("operator"),
    await connect("reviewer"),
  ];
  expect(own.response.headers).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  const [mine, theirs] = [await recordEvent("project", "one"), await recordEvent("stranger", "two")];
  await expect.poll(() => all.told.map(({ data }) => data.id)).toEqual([mine, theirs]);
  await expect
    .poll(() => own.told)
    .toEqual([
      {
        id: expect.any(String),
        event: "event",
        data: {
          id: mine,
          projectId: api.own.project.id,
          createdAt: new Date(api.clock.now).toISOString(),
          type: "session.expired",
          subject: "one",
          sequence: 1,
        },
      },
    ]);
  expect(reviewer.told).toEqual([]);
  for (const each of [own, all, reviewer]) each.close();
});

test("a client that comes back gets what it missed, after the id that it has", async () => {
  const before = await connect("project");
  const first = await recordEvent("project", "before");
  await expect.poll(() => before.told.length).toBe(1);
  const seen = before.lastId();
  before.close();
  const [second, third] = [await recordEvent("project", "away"), await recordEvent("project", "away")];
  for (const resumed of [
    await connect("project", "", { "last-event-id": seen }),
    await connect("project", `?after=${seen}`),
  ]) {
    await expect.poll(() => resumed.told.map(({ data }) => data.id)).toEqual([second, third]);
    expect(resumed.told.map(({ data }) => data.id)).not.toContain(first);
    resumed.close();
  }
});

test("kinds and projects narrow it", async () => {
  const sessions = await connect("operator", "?kind=session&kind=review");
  const others = await connect("operator", `?projectId=${api.other.project.id}`);
  await recordEvent("project", "narrow");
  const theirs = await recordEvent("stranger", "narrow");
  await expect.poll(() => others.told.map(({ data }) => data.id)).toEqual([theirs]);
  expect(sessions.told).toEqual([]);
  sessions.close();
  others.close();
});

test("an id that can't be the stream's own is refused, and so are too many streams of one caller", async () => {
  const wrong = await connect("project", "", { "last-event-id": "yesterday" });
  expect(wrong.response.statusCode).toBe(422);
  const open = [];
  for (let count = 0; count < 16; count++) open.push(await connect("stranger"));
  expect((await connect("stranger")).response.statusCode).toBe(429);
  open.pop()?.close();
  await expect
    .poll(async () => {
      const again = await connect("stranger");
      again.close();
      return again.response.statusCode;
    })
    .toBe(200);
  for (const each of open) each.close();
});

test("a stream ends when its token is revoked", async () => {
  const made = await api.call("operator", "POST", `/projects/${api.own.project.id}/api-keys`, {
    name: "tail",
  });
  api.tokens.viewer = made.body.key ?? made.body.token ?? made.body.apiKey;
  const stream = await connect("viewer");
  expect(stream.response.statusCode).toBe(200);
  await api.call("operator", "POST", `/projects/${api.own.project.id}/api-keys/${made.body.id}/revoke`);
  await stream.ended;
});

test("HEAD gets the headers and holds no stream open", async () => {
  const head = (query = "") =>
    fetch(`http://127.0.0.1:${port}/manage/v1/stream${query}`, {
      method: "HEAD",
      headers: { authorization: `Bearer ${api.tokens.project}` },
      signal: AbortSignal.timeout(10_000),
    });
  for (let n = 0; n < 20; n++) {
    const { status, headers } = await head();
    expect([status, headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
  }
  expect((await head("?after=nonsense")).status).toBe(422);
  const stream = await connect("project");
  expect(stream.response.statusCode).toBe(200);
  stream.close();
});
