import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createOutbound } from "../../outbound/index.ts";
import { startTestOperations, type TestOperations } from "./testing/operations.ts";

interface Seen {
  url: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

let at: TestOperations;
let upstream: Server;
let seen: Seen[] = [];
const responseHeaders = {
  "content-type": "text/html",
  "content-security-policy": "script-src *",
  "x-frame-options": "ALLOWALL",
  "x-request-id": "theirs",
  "set-cookie": "session=theirs",
  "clear-site-data": '"*"',
  "strict-transport-security": "max-age=0",
  "access-control-allow-origin": "*",
  "countersign-degraded": "theirs",
  "cache-control": "max-age=9",
  "x-theirs": "1",
};

beforeAll(async () => {
  at = await startTestOperations(() => ({ outbound: createOutbound({ allow: ["127.0.0.0/8"] }) }));
  upstream = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    seen.push({ url: request.url, headers: request.headers, body });
    response.writeHead(200, responseHeaders).end("<script>alert(1)</script>");
  }).listen(0, "127.0.0.1");
  await once(upstream, "listening");
  const baseUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const to = (pathPattern: string) => ({ baseUrl, pathPattern, passHeaders: ["x-tenant"] });
  const mapped = await put({ "/user/new": to("/users"), "/organization/user/{id}": to("/users/{id}") });
  expect(mapped.statusCode).toBe(200);
});
afterAll(() => {
  upstream.closeAllConnections();
  upstream.close();
});
beforeEach(() => {
  seen = [];
  at.hooks.asked.length = 0;
  at.hooks.answer = () => ({});
});

function put(operations: object) {
  return at.app.inject({
    method: "PUT",
    url: `/manage/v1/projects/${at.own.project.id}/gateway`,
    headers: { authorization: `Bearer ${at.tokens.operator}` },
    payload: { operations },
  });
}

async function send(url: string, payload: string | Buffer, headers: Record<string, string> = {}) {
  const response = await at.app.inject({
    method: "POST",
    url,
    headers: { authorization: `Bearer ${at.tokens.project}`, "content-type": "application/json", ...headers },
    payload,
  });
  return { status: response.statusCode, headers: response.headers, payload: response.payload };
}

const good = '{"phone":"+7900"}';

describe("what hooks and the upstream could read differently is refused, and reaches neither", () => {
  test.each([
    ["a name twice", '{"phone":"+7900","phone":"+7666"}', "phone"],
    ["a name twice, once escaped", '{"phone":"+7900","\\u0070hone":"+7666"}', "phone"],
    ["a name twice deep inside", '{"phone":"+7900","theirs":[{"a":{"b":1,"b":2}}]}', "theirs.0.a.b"],
    ["a number beyond all doubles", '{"phone":"+7900","points":1e400}', "points"],
    ["a number between two doubles", '{"phone":"+7900","points":9007199254740993}', "points"],
    ["half a surrogate pair", '{"phone":"+7900","name":"\\ud800"}', "name"],
    ["the same name in other letters", '{"phone":"+7900","Phone":"+7666"}', "Phone"],
    ["the same name in letters like them", '{"phone":"+7900","la\u017ftName":"x"}', "la\u017ftName"],
    ["a method override", '{"phone":"+7900","_method":"DELETE"}', "_method"],
    ["a prototype", '{"phone":"+7900","__proto__":{"a":1}}', undefined],
    ["a prototype, escaped", '{"phone":"+7900","\\u005f_proto__":{"a":1}}', undefined],
    ["a byte order mark", "\ufeff{}", undefined],
    ["bytes that are not UTF-8", Buffer.from('{"phone":"\u00ff"}', "latin1"), undefined],
    ["UTF-16", Buffer.from(good, "utf16le"), undefined],
  ])("%s in the body", async (_name, body, field) => {
    const answer = await send("/user/new", body);
    const { error } = JSON.parse(answer.payload);
    expect([answer.status, error.field]).toEqual([400, field]);
    expect([seen, at.hooks.asked]).toEqual([[], []]);
  });

  test.each([
    ["a parameter twice", "?a=1&a=2", "a"],
    ["a parameter twice, once escaped", "?a=1&%61=2", "a"],
    ["a field of the method", "?phone=%2B7666", "phone"],
    ["a field of the method in other letters", "?PHONE=1", "PHONE"],
    ["a method override", "?_method=DELETE", "_method"],
    ["an escape that is no UTF-8", "?a=%ff", undefined],
    ["half an escape", "?a=%", undefined],
    ["a prototype", "?__proto__=1", undefined],
  ])("%s in the query", async (_name, query, field) => {
    const answer = await send(`/user/new${query}`, good);
    expect([answer.status, JSON.parse(answer.payload).error.field]).toEqual([400, field]);
    expect([seen, at.hooks.asked]).toEqual([[], []]);
  });

  test("a body that says it is in another encoding", async () => {
    for (const charset of ["utf-16", "iso-8859-1", '"utf-7"'])
      expect(
        (await send("/user/new", good, { "content-type": `application/json; charset=${charset}` })).status,
      ).toBe(415);
    expect(
      (await send("/user/new", good, { "content-type": "application/json; charset=UTF-8" })).status,
    ).toBe(200);
  });

  test("a form, and a path that hides another", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect((await send("/user/new", "phone=1&phone=2", form)).status).toBe(415);
    for (const id of ["..", "%2e%2e", "%2E.", "a%2fb", "..%2f..%2fadmin", "a%5cb", "%252e%252e", "a%00"])
      expect([id, (await send(`/organization/user/${id}`, good)).status]).toEqual([id, 404]);
    expect(seen).toEqual([]);
  });
});

describe("what hooks saw is what is forwarded", () => {
  test("all of the body and the query is shown, and the query is written anew", async () => {
    const body = '{"phone":"+7900","theirs":{"deep":[1]}}';
    await send("/user/new?b=%D1%8F+x;c&flag", body);
    expect(at.hooks.asked).toMatchObject([
      {
        payload: {
          user: { phone: "+7900" },
          upstream: { query: { b: "\u044f x;c", flag: "" }, fields: { theirs: { deep: [1] } } },
        },
      },
    ]);
    expect(seen).toMatchObject([{ url: "/users?b=%D1%8F%20x%3Bc&flag=", body }]);
  });

  test("what a hook changed of it is changed", async () => {
    at.hooks.answer = ({ payload }) => ({
      payload: { ...payload, upstream: { query: { dry: "2 3" }, fields: { theirs: 2, more: [true] } } },
    });
    await send("/user/new?dry=1&b=1", '{"phone":"+7900","theirs":1,"gone":1}');
    expect(seen[0]?.url).toBe("/users?dry=2%203");
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ phone: "+7900", theirs: 2, more: [true] });
  });

  test("a hook can't bring in what a caller may not", async () => {
    for (const upstream of [
      { query: { phone: "1" }, fields: {} },
      { query: {}, fields: { Phone: "1" } },
      { query: { a: "\ud800" }, fields: {} },
      { query: { a: "x".repeat(9000) }, fields: {} },
    ]) {
      at.hooks.answer = ({ payload }) => ({ payload: { ...payload, upstream } });
      const answer = await send("/user/new?dry=1", good);
      expect([answer.status, JSON.parse(answer.payload).error.code]).toEqual([502, "hook_bad_answer"]);
    }
    expect(seen).toEqual([]);
  });

  test("headers that name another method or path, or belong to the connection, are not forwarded", async () => {
    const headers = {
      "x-tenant": "t1",
      connection: "close, X-Tenant",
      "x-http-method-override": "DELETE",
      "x-original-url": "/admin",
      host: "admin.internal",
    };
    await send("/user/new", good, headers);
    const [one] = seen;
    expect(Object.keys(one?.headers ?? {})).not.toEqual(expect.arrayContaining(["x-tenant"]));
    expect(one?.headers.host).toMatch(/^127\.0\.0\.1:/);
    const to = { baseUrl: "https://93.184.215.14", pathPattern: "/users" };
    for (const name of ["X-HTTP-Method-Override", "X-Original-URL"])
      expect((await put({ "/user/new": { ...to, passHeaders: [name] } })).statusCode).toBe(422);
    for (const pathPattern of ["/%2e%2e/admin", "/a%2Fb", "/a%5cb"])
      expect((await put({ "/user/new": { ...to, pathPattern } })).statusCode).toBe(422);
  });
});

test("a response has this service's security headers, and none that affect its whole origin", async () => {
  const { headers } = await send("/user/new", good);
  expect(headers).toMatchObject({
    "content-security-policy":
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
    "strict-transport-security": "max-age=31536000",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "max-age=9",
    "x-theirs": "1",
  });
  expect(headers["x-request-id"]).not.toBe("theirs");
  for (const name of ["set-cookie", "clear-site-data", "access-control-allow-origin", "countersign-degraded"])
    expect(headers).not.toHaveProperty(name);
});
