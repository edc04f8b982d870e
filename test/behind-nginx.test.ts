import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type RequestOptions, request } from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { programForTest } from "../scripts/programs.ts";
import { freePort } from "./support/free-port.ts";
import { operatorToken, serviceForTest, until } from "./support/service.ts";

/** The guide's configuration of nginx, unchanged except for ports, paths and the certificate. */

const directory = mkdtempSync(path.join(tmpdir(), "countersign-front-"));
const guide = readFileSync(new URL("../docs/guides/operations.md", import.meta.url), "utf8");
const configuration = /```nginx\n([\s\S]*?)```/.exec(guide)?.[1] ?? "";
let nginx: ChildProcess | undefined;
let ports: { http: number; https: number };

beforeAll(async () => {
  ports = { http: await freePort(), https: await freePort() };
  const at = (name: string) => path.join(directory, name);
  const made = spawnSync(programForTest("openssl"), [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
    ...["-subj", "/CN=id.example.com", "-keyout", at("key.pem"), "-out", at("certificate.pem")],
  ]);
  if (made.status !== 0) throw new Error(String(made.stderr));
});
afterAll(async () => {
  if (nginx !== undefined) {
    const stopped = once(nginx, "exit");
    nginx.kill("SIGTERM");
    await stopped;
  }
  rmSync(directory, { recursive: true, force: true });
});

async function startNginx(serviceUrl: string): Promise<void> {
  const server = configuration
    .replace("127.0.0.1:8787", new URL(serviceUrl).host)
    .replace("listen 80;", `listen 127.0.0.1:${ports.http};`)
    .replace("listen 443 ssl;", `listen 127.0.0.1:${ports.https} ssl;`)
    .replace("/etc/ssl/id.example.com.pem", "certificate.pem")
    .replace("/etc/ssl/id.example.com.key", "key.pem");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const text = `daemon off; master_process off; pid nginx.pid; events { worker_connections 256; }
    http { access_log off; ${temporary.map((name) => `${name}_temp_path ${name};`).join(" ")} ${server} }`;
  writeFileSync(path.join(directory, "nginx.conf"), text);
  const options = ["-p", directory, "-c", path.join(directory, "nginx.conf"), "-e", "error.log"];
  const checked = spawnSync(programForTest("nginx"), [...options, "-t"]);
  expect(String(checked.stderr)).toContain("test is successful");
  nginx = spawn(programForTest("nginx"), options, { stdio: "ignore" });
  await until("nginx answers", () =>
    fetch(`http://127.0.0.1:${ports.http}/`, { redirect: "manual" }).then(
      () => true,
      () => false,
    ),
  );
}

async function call(from: string, at: string, options: RequestOptions = {}, body = "") {
  const asking = request({
    host: "127.0.0.1",
    port: ports.https,
    path: at,
    localAddress: from,
    rejectUnauthorized: false,
    agent: false,
    ...options,
  });
  asking.end(body);
  const [response] = await once(asking, "response");
  let text = "";
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode as number, headers: response.headers, text };
}

test("the guide's nginx terminates TLS and passes on the client's address", async () => {
  const service = await serviceForTest("behind-nginx", {
    PUBLIC_URL: "https://id.example.com",
    TRUSTED_PROXIES: "127.0.0.1/32",
  });
  await startNginx(service.url());

  const plain = await fetch(`http://127.0.0.1:${ports.http}/docs/errors`, { redirect: "manual" });
  expect(plain.status).toBe(301);
  expect(plain.headers.get("location")).toMatch(/^https:\/\//);
  // A redirect to TLS would come only after the client had sent its token in clear text.
  const program = await fetch(`http://127.0.0.1:${ports.http}/manage/v1/projects`, { redirect: "manual" });
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
