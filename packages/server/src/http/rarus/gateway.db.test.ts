import { createHash, randomBytes } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { json, startTestGateway, type TestGateway } from "./testing/gateway.ts";

const item = { sku: "TEA-1", name: "Чай", quantity: 1, price: 100 };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

describe("what the upstream is sent", () => {
  test("is the body as it came, byte for byte, where no hook changed it", async () => {
    const text = '{ "phone":"+7900","loyalty" : 1234567890123456.0, "tags":["a"] }';
    const answer = await gateway.post("/organization/user/new?dry=1", text, {
      "x-tenant": "t1",
      "x-other": "no",
    });
    expect(answer).toMatchObject({ status: 201, whole: true });
    const [one] = gateway.seen;
    expect([one?.method, one?.url, one?.body.toString()]).toEqual(["POST", "/api/users?dry=1", text]);
    expect(one?.headers).toMatchObject({ "x-tenant": "t1", "content-type": "application/json" });
    expect(one?.headers).not.toHaveProperty("authorization");
    expect(one?.headers).not.toHaveProperty("x-other");
    expect(gateway.at.hooks.asked).toMatchObject([
      { event: "before_registration", payload: { user: { phone: "+7900", email: null } } },
    ]);
  });

  test("is the body with what hooks changed, all else as it came", async () => {
    gateway.at.hooks.answer = ({ payload }) => ({
      payload: { ...payload, changes: { email: "new@example.com", lastName: "Смирнова" } },
    });
    const body = { phone: "+7900", lastName: "Петрова", theirs: { deep: [1, 2] } };
    await gateway.post("/organization/user/u~1.x@y", body);
    expect([gateway.seen[0]?.method, gateway.seen[0]?.url]).toEqual(["PATCH", "/api/users/u~1.x%40y"]);
    expect(JSON.parse(String(gateway.seen[0]?.body))).toEqual({
      lastName: "Смирнова",
      theirs: { deep: [1, 2] },
      email: "new@example.com",
    });
  });

  test("is nothing where a hook denies, or the body isn't what its event says", async () => {
    gateway.at.hooks.answer = () => ({
      kind: "denied",
      status: 422,
      error: { code: "no", message: "Нет" },
      hook: "Партнёр",
      trace: { id: "icp_x", steps: [], totalMs: 1 },
    });
    const denied = await gateway.post("/organization/user/new", { phone: "+7900" });
    expect(JSON.parse(String(denied.body)).error).toMatchObject({ code: "denied", hook: "Партнёр" });
    gateway.at.hooks.answer = () => ({});
    for (const [path, body, field, status] of [
      ["/organization/user/new", { phone: 7 }, "phone", 422],
      ["/organization/order/set_status", { id: "o-1", status: "lost" }, "status", 422],
      ["/organization/user/new", "[]", undefined, 400],
      ["/organization/user/..", { phone: "+7900" }, undefined, 404],
    ] as const) {
      const answer = await gateway.post(path, body);
      expect([path, answer.status, JSON.parse(String(answer.body)).error.field]).toEqual([
        path,
        status,
        field,
      ]);
    }
    expect(gateway.seen).toEqual([]);
  });

  test("may have 10 MB, and no more", async () => {
    const note = "я".repeat(4_900_000);
    expect((await gateway.post("/organization/user/new", { phone: "+7900", note })).status).toBe(201);
    expect(JSON.parse(String(gateway.seen[0]?.body)).note).toBe(note);
    const large = await gateway.post("/organization/user/new", { phone: "+7900", note: note + note });
    // The response may arrive while the caller is still writing, who then sees the connection end.
    expect([0, 413]).toContain(large.status);
    expect(gateway.seen).toHaveLength(1);
  });

  test("names the acting user to hooks, not to the upstream", async () => {
    gateway.respond = (response) => json(response, 200, { id: 1 });
    await gateway.post("/user/order/add", { items: [item], currency: "RUB" }, { "x-user-id": "u-7" });
    expect(gateway.at.hooks.asked).toMatchObject([
      { event: "before_order_add", userId: "u-7", payload: { order: { userId: "u-7", items: [item] } } },
    ]);
    expect(JSON.parse(String(gateway.seen[0]?.body))).toEqual({ items: [item], currency: "RUB" });
  });
});

describe("what the caller gets", () => {
  const call = (headers: Record<string, string> = {}) =>
    gateway.post("/organization/order/set_status", { id: "o-1", status: "paid" }, headers);

  test("is the upstream's status, headers and bytes, but for those of the connection", async () => {
    gateway.respond = (response) => {
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
    gateway.respond = (response) => json(response, status, { status });
    const answer = await call();
    expect([answer.status, JSON.parse(String(answer.body))]).toEqual([status, { status }]);
  });

  test("is a 204 and a 304 without a body", async () => {
    gateway.respond = (response) => response.writeHead(204, { "x-a": "1" }).end();
    expect(await call()).toMatchObject({ status: 204, headers: { "x-a": "1" }, whole: true });
    gateway.respond = (response, { headers }) =>
      response.writeHead(headers["if-none-match"] === '"v1"' ? 304 : 200, { etag: '"v1"' }).end();
    expect(await call({ "if-none-match": '"v1"' })).toMatchObject({ status: 304, headers: { etag: '"v1"' } });
  });

  test("is compressed as the upstream compressed it", async () => {
    const packed = gzipSync("сжатый ответ");
    gateway.respond = (response) =>
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
    gateway.respond = (response) => {
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
      gateway.respond = (response) => {
        response.writeHead(200, headers);
        response.write("half of it", () => response.destroy());
      };
      expect(await call()).toMatchObject({ whole: false });
    }
  });

  test("says so where the upstream can't be reached, dies at once, or is too slow", async () => {
    const code = (answer: Awaited<ReturnType<typeof call>>) => [
      answer.status,
      JSON.parse(String(answer.body)).error.code,
    ];
    const order = { items: [item], currency: "RUB", userId: "u-1" };
    expect(code(await gateway.post("/organization/order/add", order))).toEqual([502, "upstream_failed"]);
    gateway.respond = (response) => void response.destroy();
    expect(code(await call())).toEqual([502, "upstream_failed"]);
    gateway.respond = () => {};
    const { userId: _, ...own } = order;
    const slow = await gateway.post("/user/order/add", own, { "x-user-id": "u-1" });
    expect(code(slow)).toEqual([504, "upstream_timeout"]);
    gateway.respond = (response) => response.writeHead(200).flushHeaders();
    expect(code(await gateway.post("/user/order/add", own, { "x-user-id": "u-1" }))).toEqual([
      504,
      "upstream_timeout",
    ]);
    gateway.respond = (response) => void response.writeHead(200).write("and then nothing");
    expect(await gateway.post("/user/order/add", own, { "x-user-id": "u-1" })).toMatchObject({
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
    gateway.at.hooks.answer = () => ({
      degraded: true,
      trace: { id: "icp_x", steps: [{ ...step, ...more }], totalMs: 1 },
    });
    gateway.respond = (response) => json(response, 200, {});
    expect((await call()).headers["countersign-degraded"]).toBe(encodeURIComponent("Касса"));
  });
});

test("a mapping is checked at save", async () => {
  const put = (route: object, operation = "/user/new") =>
    gateway.manage("PUT", { operations: { [operation]: route } });
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
