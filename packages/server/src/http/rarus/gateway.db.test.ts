import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "../../db/index.ts";
import { eraseNamed } from "../../delivery/index.ts";
import { hooksForTest } from "../../operations/testing.ts";
import { createOutbound } from "../../outbound/index.ts";
import { startTestOperations, type TestOperations } from "./testing/operations.ts";

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

let at: TestOperations;
let upstream: Server;
let serving: string;
let seen: Seen[] = [];
let respond: (response: ServerResponse, seen: Seen) => void;

const passHeaders = ["accept-encoding", "if-none-match", "x-tenant"];
const item = { sku: "TEA-1", name: "Чай", quantity: 1, price: 100 };

beforeAll(async () => {
  at = await startTestOperations(() => ({ outbound: createOutbound({ allow: ["127.0.0.0/8"] }) }));
  upstream = createServer((incoming, response) => {
    const pieces: Buffer[] = [];
    incoming.on("data", (piece: Buffer) => pieces.push(piece));
    incoming.on("end", () => {
      const { method, url, headers } = incoming;
      const one = { method, url, headers, body: Buffer.concat(pieces) };
      seen.push(one);
      respond(response, one);
    });
  }).listen(0, "127.0.0.1");
  await once(upstream, "listening");
  const { port } = upstream.address() as AddressInfo;
  serving = await at.app.listen({ host: "127.0.0.1", port: 0 });
  const baseUrl = `http://127.0.0.1:${port}/api/`;
  const to = (pathPattern: string, more: object = {}) => ({ baseUrl, pathPattern, passHeaders, ...more });
  const answer = await manage("PUT", {
    operations: {
      "/organization/user/new": to("/users"),
      "/organization/user/{id}": to("/users/{id}", { method: "PATCH" }),
      "/user/order/add": to("/orders", { timeoutMs: 300 }),
      "/organization/order/set_status": to("/orders/status"),
      "/organization/order/add": { baseUrl: "http://127.0.0.1:1025", pathPattern: "/" },
    },
  });
  expect(answer.status).toBe(200);
});
afterAll(async () => {
  upstream.closeAllConnections();
  upstream.close();
  await at.app.close();
});
beforeEach(() => {
  seen = [];
  at.hooks.asked.length = 0;
  at.hooks.answer = hooksForTest().answer;
  respond = (response) => json(response, 201, { id: "u-1" });
});

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function manage(method: "PUT" | "GET", body?: object) {
  const response = await fetch(`${serving}/manage/v1/projects/${at.own.project.id}/gateway`, {
    method,
    headers: { authorization: `Bearer ${at.tokens.operator}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers field by field
  return { status: response.status, body: (await response.json()) as any };
}

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
  /** Whether the answer ended as HTTP has it. */
  whole: boolean;
}

/** Over a real socket: what a caller sees of an answer that breaks off. */
function post(path: string, body: object | string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${serving}${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${at.tokens.project}`,
        "content-type": "application/json",
        ...headers,
      },
    });
    let answered = false;
    outgoing.on("error", (error) => {
      if (!answered) resolve({ status: 0, headers: {}, body: Buffer.from(String(error)), whole: false });
    });
    outgoing.on("response", (incoming) => {
      answered = true;
      const pieces: Buffer[] = [];
      const end = () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(pieces),
          whole: incoming.complete,
        });
      incoming.on("data", (piece: Buffer) => pieces.push(piece));
      incoming.on("end", end);
      incoming.on("error", end);
    });
    outgoing.on("close", () => !answered && reject(new Error("closed without an answer")));
    outgoing.end(typeof body === "string" ? body : JSON.stringify(body));
  });
}

const registered = async () => (await at.events("after_registration")).map(({ subject }) => subject);

describe("what the upstream is sent", () => {
  test("is the body as it came, byte for byte, where no hook changed it", async () => {
    const text = '{ "phone":"+7900","loyalty" : 1234567890123456.0, "tags":["a"] }';
    const answer = await post("/organization/user/new?dry=1", text, { "x-tenant": "t1", "x-other": "no" });
    expect(answer).toMatchObject({ status: 201, whole: true });
    const [one] = seen;
    expect([one?.method, one?.url, one?.body.toString()]).toEqual(["POST", "/api/users?dry=1", text]);
    expect(one?.headers).toMatchObject({ "x-tenant": "t1", "content-type": "application/json" });
    expect(one?.headers).not.toHaveProperty("authorization");
    expect(one?.headers).not.toHaveProperty("x-other");
    expect(at.hooks.asked).toMatchObject([
      { event: "before_registration", payload: { user: { phone: "+7900", email: null } } },
    ]);
  });

  test("is the body with what hooks changed, all else as it came", async () => {
    at.hooks.answer = ({ payload }) => ({
      payload: { ...payload, changes: { email: "new@example.com", lastName: "Смирнова" } },
    });
    const body = { phone: "+7900", lastName: "Петрова", theirs: { deep: [1, 2] } };
    await post("/organization/user/u~1.x@y", body);
    expect([seen[0]?.method, seen[0]?.url]).toEqual(["PATCH", "/api/users/u~1.x%40y"]);
    expect(JSON.parse(String(seen[0]?.body))).toEqual({
      lastName: "Смирнова",
      theirs: { deep: [1, 2] },
      email: "new@example.com",
    });
  });

  test("is nothing where a hook denies, or the body isn't what its event says", async () => {
    at.hooks.answer = () => ({
      kind: "denied",
      status: 422,
      error: { code: "no", message: "Нет" },
      hook: "Партнёр",
      trace: { id: "icp_x", steps: [], totalMs: 1 },
    });
    const denied = await post("/organization/user/new", { phone: "+7900" });
    expect(JSON.parse(String(denied.body)).error).toMatchObject({ code: "denied", hook: "Партнёр" });
    at.hooks.answer = () => ({});
    for (const [path, body, field, status] of [
      ["/organization/user/new", { phone: 7 }, "phone", 422],
      ["/organization/order/set_status", { id: "o-1", status: "lost" }, "status", 422],
      ["/organization/user/new", "[]", undefined, 400],
      ["/organization/user/..", { phone: "+7900" }, undefined, 404],
    ] as const) {
      const answer = await post(path, body);
      expect([path, answer.status, JSON.parse(String(answer.body)).error.field]).toEqual([
        path,
        status,
        field,
      ]);
    }
    expect(seen).toEqual([]);
  });

  test("may have 10 MB, and no more", async () => {
    const note = "я".repeat(4_900_000);
    expect((await post("/organization/user/new", { phone: "+7900", note })).status).toBe(201);
    expect(JSON.parse(String(seen[0]?.body)).note).toBe(note);
    const large = await post("/organization/user/new", { phone: "+7900", note: note + note });
    // The answer may come while the caller still writes, who then sees the connection end.
    expect([0, 413]).toContain(large.status);
    expect(seen).toHaveLength(1);
  });

  test("names the acting user to hooks, not to the upstream", async () => {
    respond = (response) => json(response, 200, { id: 1 });
    await post("/user/order/add", { items: [item], currency: "RUB" }, { "x-user-id": "u-7" });
    expect(at.hooks.asked).toMatchObject([
      { event: "before_order_add", userId: "u-7", payload: { order: { userId: "u-7", items: [item] } } },
    ]);
    expect(JSON.parse(String(seen[0]?.body))).toEqual({ items: [item], currency: "RUB" });
  });
});

describe("what the caller gets", () => {
  const call = (headers: Record<string, string> = {}) =>
    post("/organization/order/set_status", { id: "o-1", status: "paid" }, headers);

  test("is the upstream's status, headers and bytes, but for those of the connection", async () => {
    respond = (response) => {
      response.writeHead(418, {
        "content-type": "text/plain",
        "set-cookie": ["a=1", "b=2"],
        "x-served-by": "theirs",
        "x-hop": "1",
        connection: "close, x-hop",
        "keep-alive": "timeout=9",
      });
      response.end("short and stout");
    };
    const answer = await call();
    expect(answer).toMatchObject({ status: 418, whole: true, body: Buffer.from("short and stout") });
    expect(answer.headers).toMatchObject({ "x-served-by": "theirs" });
    expect(answer.headers).not.toHaveProperty("x-hop");
    expect(answer.headers["keep-alive"]).not.toBe("timeout=9");
  });

  test.each([200, 400, 404, 500, 503])("is a %d as it is", async (status) => {
    respond = (response) => json(response, status, { status });
    const answer = await call();
    expect([answer.status, JSON.parse(String(answer.body))]).toEqual([status, { status }]);
  });

  test("is a 204 and a 304 without a body", async () => {
    respond = (response) => response.writeHead(204, { "x-a": "1" }).end();
    expect(await call()).toMatchObject({ status: 204, headers: { "x-a": "1" }, whole: true });
    respond = (response, { headers }) =>
      response.writeHead(headers["if-none-match"] === '"v1"' ? 304 : 200, { etag: '"v1"' }).end();
    expect(await call({ "if-none-match": '"v1"' })).toMatchObject({ status: 304, headers: { etag: '"v1"' } });
  });

  test("is compressed as the upstream compressed it", async () => {
    const packed = gzipSync("сжатый ответ");
    respond = (response) =>
      response.writeHead(200, { "content-encoding": "gzip", "content-length": packed.length }).end(packed);
    const answer = await call({ "accept-encoding": "gzip" });
    expect(answer.headers).toMatchObject({
      "content-encoding": "gzip",
      "content-length": String(packed.length),
    });
    expect(gunzipSync(answer.body).toString()).toBe("сжатый ответ");
  });

  test("is 10 MB in pieces, the same bytes", async () => {
    const body = randomBytes(10 * 1024 * 1024);
    respond = (response) => {
      response.writeHead(200);
      for (let place = 0; place < body.length; place += 100_000)
        response.write(body.subarray(place, place + 100_000));
      response.end();
    };
    const answer = await call();
    expect(answer.headers["transfer-encoding"]).toBe("chunked");
    expect(sha256(answer.body)).toBe(sha256(body));
  });

  test("is cut where the upstream dies midway", async () => {
    for (const headers of [{ "content-length": "1000" }, {}] as Record<string, string>[]) {
      respond = (response) => {
        response.writeHead(200, headers);
        response.write("half of it", () => response.destroy());
      };
      expect(await call()).toMatchObject({ whole: false });
    }
  });

  test("says so where the upstream can't be reached, dies at once, or is too slow", async () => {
    const code = (answer: Answer) => [answer.status, JSON.parse(String(answer.body)).error.code];
    const order = { items: [item], currency: "RUB", userId: "u-1" };
    expect(code(await post("/organization/order/add", order))).toEqual([502, "upstream_failed"]);
    respond = (response) => void response.destroy();
    expect(code(await call())).toEqual([502, "upstream_failed"]);
    respond = () => {};
    const { userId: _, ...own } = order;
    const slow = await post("/user/order/add", own, { "x-user-id": "u-1" });
    expect(code(slow)).toEqual([504, "upstream_timeout"]);
    respond = (response) => response.writeHead(200).flushHeaders();
    expect(code(await post("/user/order/add", own, { "x-user-id": "u-1" }))).toEqual([
      504,
      "upstream_timeout",
    ]);
    respond = (response) => void response.writeHead(200).write("and then nothing");
    expect(await post("/user/order/add", own, { "x-user-id": "u-1" })).toMatchObject({
      status: 200,
      whole: false,
    });
  });

  test("tells of a tolerated hook", async () => {
    const step = { webhookId: "whk_1", name: "Касса", order: 0, verdict: "tolerated", why: null } as const;
    const more = {
      detail: null,
      statusCode: null,
      attemptCount: 1,
      durationMs: 1,
      error: null,
      changes: [],
      warnings: [],
      answer: null,
    };
    at.hooks.answer = () => ({
      degraded: true,
      trace: { id: "icp_x", steps: [{ ...step, ...more }], totalMs: 1 },
    });
    respond = (response) => json(response, 200, {});
    expect((await call()).headers["countersign-degraded"]).toBe(encodeURIComponent("Касса"));
  });
});

describe("after_registration", () => {
  test.each([
    ["id", 201, { id: "u-10" }, {}, "u-10"],
    ["a number", 200, { id: 11 }, {}, "11"],
    ["an id in the only object", 200, { ok: true, user: { id: "u-12" } }, {}, "u-12"],
    ["the location", 201, {}, { location: "https://theirs.example/users/u-13" }, "u-13"],
  ])("is recorded on 2xx, by %s", async (_name, status, body, headers, id) => {
    respond = (response) => response.writeHead(status, headers).end(JSON.stringify(body));
    await post("/organization/user/new", { phone: "+7900" });
    expect(await registered()).toContain(id);
  });

  test("is erased by the user's id, with what the hooks were asked before there was one", async () => {
    respond = (response) => json(response, 201, { id: "u-erased" });
    await post("/organization/user/new", { phone: "+7911" });
    const { db, keyring } = at.deps;
    const projectId = at.own.project.id;
    const event = await db
      .selectFrom("events")
      .select(["id", "keyId"])
      .where("subject", "=", "u-erased")
      .executeTakeFirstOrThrow();
    const [asked] = at.hooks.asked;
    expect(asked?.keyId).toMatch(/^sub_/);
    expect(asked?.keyId).not.toBe(event.keyId);
    const erased = await inTransaction(db, (tx) => eraseNamed(at.deps, tx, projectId, "u-erased"));
    expect(new Set(erased?.subjectIds)).toEqual(new Set([event.keyId, asked?.keyId]));
    for (const id of erased?.subjectIds ?? []) expect(await keyring.key(db, id)).toBeNull();
  });

  test("is there before the answer is whole, compressed or without a body too", async () => {
    respond = (response) =>
      response.writeHead(201, { "content-encoding": "gzip" }).end(gzipSync('{"id":"u-20"}'));
    expect(await post("/organization/user/new", { phone: "+7900" })).toMatchObject({
      status: 201,
      whole: true,
    });
    expect(await registered()).toContain("u-20");
    respond = (response) => response.writeHead(204, { location: "/users/u-21" }).end();
    expect(await post("/organization/user/new", { phone: "+7900" })).toMatchObject({
      status: 204,
      whole: true,
    });
    expect(await registered()).toContain("u-21");
  });

  test("is not recorded on another status, nor where the upstream dies midway", async () => {
    const before = await registered();
    respond = (response) => json(response, 422, { id: "u-30" });
    await post("/organization/user/new", { phone: "+7900" });
    respond = (response) => {
      response.writeHead(201, { "content-length": "1000" });
      response.write('{"id":"u-31"}', () => response.destroy());
    };
    // Its only piece is held back until the end: so there is still something better to say than a cut answer.
    const broken = await post("/organization/user/new", { phone: "+7900" });
    expect([broken.status, JSON.parse(String(broken.body)).error.code]).toEqual([502, "upstream_failed"]);
    expect(await registered()).toEqual(before);
  });

  test("is recorded though the caller went away", async () => {
    const gone = Promise.withResolvers<void>();
    respond = async (response) => {
      response.writeHead(201);
      response.write('{"id":"u-40","rest":"');
      response.write("x".repeat(100_000));
      await gone.promise;
      response.end('"}');
    };
    const outgoing = request(`${serving}/organization/user/new`, {
      method: "POST",
      headers: { authorization: `Bearer ${at.tokens.project}`, "content-type": "application/json" },
    });
    outgoing.on("error", () => {});
    outgoing.end('{"phone":"+7900"}');
    const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
    incoming.on("error", () => {});
    incoming.destroy();
    await once(outgoing, "close");
    gone.resolve();
    await expect.poll(registered).toContain("u-40");
  });
});

test("a mapping is checked at save", async () => {
  const put = (route: object, operation = "/user/new") =>
    manage("PUT", { operations: { [operation]: route } });
  const good = { baseUrl: "https://93.184.215.14", pathPattern: "/users" };
  for (const [route, field] of [
    [{ ...good, baseUrl: "http://10.0.0.1" }, "baseUrl"],
    [{ ...good, baseUrl: "https://user:pass@93.184.215.14" }, "baseUrl"],
    [{ ...good, pathPattern: "users" }, "pathPattern"],
    [{ ...good, pathPattern: "/../admin" }, "pathPattern"],
    [{ ...good, pathPattern: "/users/{id}" }, "pathPattern"],
    [{ ...good, passHeaders: ["Authorization"] }, "passHeaders.0"],
    [{ ...good, passHeaders: ["Transfer-Encoding"] }, "passHeaders.0"],
    [{ ...good, passHeaders: ["bad header"] }, "passHeaders.0"],
    [{ ...good, timeoutMs: 99 }, "timeoutMs"],
  ] as const) {
    const answer = await put(route);
    expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([422, `operations./user/new.${field}`]);
  }
  expect((await put(good, "/user/sber_get_status")).status).toBe(422);
});

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
