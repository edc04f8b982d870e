import type { RequestOptions } from "node:https";
import { beforeAll, expect, test } from "vitest";
import { freePort } from "./support/free-port.ts";
import { callTls, type GuideNginx, guideNginx } from "./support/nginx.ts";
import { operatorToken, serviceForTest, until } from "./support/service.ts";

/** The guide's configuration of nginx, unchanged except for ports, paths and the certificate. */

let nginx: GuideNginx;
let httpPort: number;

beforeAll(async () => {
  nginx = await guideNginx("operations.md", "id.example.com");
  httpPort = await freePort();
});

function call(from: string, path: string, options: RequestOptions = {}, body = "") {
  return callTls(nginx.httpsPort, { path, localAddress: from, ...options }, body);
}

test("the guide's nginx terminates TLS and passes on the client's address", async () => {
  const service = await serviceForTest("behind-nginx", {
    PUBLIC_URL: "https://id.example.com",
    TRUSTED_PROXIES: "127.0.0.1/32",
  });
  await nginx.start({
    "127.0.0.1:8787": new URL(service.url()).host,
    "listen 80;": `listen 127.0.0.1:${httpPort};`,
  });

  const plain = await fetch(`http://127.0.0.1:${httpPort}/docs/errors`, { redirect: "manual" });
  expect(plain.status).toBe(301);
  expect(plain.headers.get("location")).toMatch(/^https:\/\//);
  // A redirect to TLS would come only after the client had sent its token in clear text.
  const program = await fetch(`http://127.0.0.1:${httpPort}/manage/v1/projects`, { redirect: "manual" });
  expect(program.status).toBe(403);

  const page = await call("127.0.0.5", "/docs/errors");
  expect(page.status).toBe(200);
  expect(page.headers).toMatchObject({
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
    "referrer-policy": "no-referrer",
  });
  const weak = {
    maxVersion: "TLSv1.2",
    ciphers: "ECDHE-ECDSA-AES256-SHA384:ECDHE-ECDSA-AES128-SHA",
  } as const;
  await expect(call("127.0.0.5", "/docs/errors", weak)).rejects.toThrow(/handshake failure/);
  for (const hidden of ["/metrics", "/readyz"]) expect((await call("127.0.0.5", hidden)).status).toBe(404);

  // The address is that of nginx's client, whatever the client writes into the header.
  const forged = { "x-forwarded-for": "198.51.100.1", authorization: "Bearer wrong" };
  expect((await call("127.0.0.6", "/manage/v1/projects", { headers: forged })).status).toBe(401);
  const direct = await fetch(`${service.url()}/manage/v1/projects`, {
    headers: { authorization: "Bearer wrong", "x-forwarded-for": "127.0.0.7" },
  });
  expect(direct.status).toBe(401);
  await until("the failures are audited", async () => {
    const { data } = await service.manage("/audit");
    const addresses = data.map((one: { address: string }) => one.address);
    return ["127.0.0.6", "127.0.0.7"].every((each) => addresses.includes(each));
  });

  // Imports may be larger than the bodies of other calls.
  const lines = `${JSON.stringify({ nothing: "x".repeat(1000) })}\n`.repeat(20_000);
  const headers = { authorization: `Bearer ${operatorToken}`, "content-type": "application/x-ndjson" };
  const imported = await call("127.0.0.5", "/manage/v1/registry/people", { method: "POST", headers }, lines);
  expect(imported.status).toBe(200);
  expect(JSON.parse(imported.text)).toMatchObject({ received: 20_000, refused: 20_000 });
  const large = await call("127.0.0.5", "/manage/v1/projects", { method: "POST", headers }, lines);
  expect(large.status).toBe(413);
});
