import { signLoveAndPayRequest } from "@countersign/wire";
import { beforeAll, expect, test } from "vitest";
import { type KycService, startKycService } from "./testing/service.ts";
import { forgetUsedSignatures } from "./used-signatures.ts";

const body = JSON.stringify({ metadata: { ю: "😀/" } });
const path = "/api/v2/kyc/sessions";

let service: KycService;
let secret: string;
beforeAll(async () => {
  service = await startKycService();
  const { own } = service;
  const settings = `/projects/${own.project.id}`;
  const early = await service.call("operator", "PATCH", settings, { requireSignedRequests: true });
  expect(early).toMatchObject({ status: 422, body: { errors: [{ field: "requireSignedRequests" }] } });
  const made = await service.call("operator", "POST", `${settings}/rotate`, { what: "request_secret" });
  secret = made.body.value;
  expect(secret).toMatch(/^csr_[\w-]{43}$/);
  const changed = await service.call("operator", "PATCH", settings, { requireSignedRequests: true });
  expect(changed.body).toMatchObject({ requireSignedRequests: true });
});

async function send(signature: Record<string, string>, payload = body, query = "") {
  const key = { "x-api-key": service.tokens.project };
  return service.kyc("POST", `/v2/kyc/sessions${query}`, payload, { ...key, ...signature });
}

const sign = (payload = body, now = service.clock.now, by = secret) =>
  signLoveAndPayRequest(by, { method: "POST", path, body: payload }, now);

test("a signed request is accepted if its clock is within five minutes", async () => {
  for (const off of [0, -299_000, 299_000]) {
    expect((await send(sign(body, service.clock.now + off))).status).toBe(201);
  }
});

test("a request without a signature, or with another's, or changed on its way, is refused", async () => {
  const { "x-signature": signature, "x-timestamp": timestamp } = sign();
  const refused = [
    await send({}),
    await send({ "x-timestamp": timestamp }),
    await send({ "x-signature": signature }),
    await send({ "x-signature": signature.toUpperCase(), "x-timestamp": timestamp }),
    await send(sign(body, service.clock.now, "csr_other")),
    await send(sign(), body.replace("/", "\\/")),
    await send(sign(), body, "?a=1"),
    await send({ "x-signature": signature, "x-timestamp": String(Number(timestamp) + 1) }),
  ];
  for (const answer of refused) {
    expect(answer).toMatchObject({ status: 401, body: { error: { code: "invalid_signature" } } });
  }
  for (const off of [-301_000, 301_000]) {
    const answer = await send(sign(body, service.clock.now + off));
    expect(answer).toMatchObject({ status: 401, body: { error: { code: "timestamp_out_of_range" } } });
  }
});

test("a signature is taken once, by one of simultaneous requests, and by whichever process", async () => {
  const signature = sign(body, service.clock.now + 7);
  const answers = await Promise.all(Array.from({ length: 5 }, () => send(signature)));
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([201, 401, 401, 401, 401]);
  const again = await send(signature);
  expect(again).toMatchObject({
    status: 401,
    body: { error: { code: "invalid_signature", field: "x-signature" } },
  });
  expect(again.body.error.message).toMatch(/used before/);
  // Also if another process accepted it, which shares only the store.
  const rows = await service.deps.db.selectFrom("usedSignatures").selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(signature["x-signature"]);
  await forgetUsedSignatures(service.deps.db, service.clock.now + 299_000);
  expect((await send(signature)).status).toBe(401);
  await forgetUsedSignatures(service.deps.db, service.clock.now + 11 * 60_000);
  expect(await service.deps.db.selectFrom("usedSignatures").selectAll().execute()).toEqual([]);
});

test("a retry that is signed anew is taken", async () => {
  expect((await send(sign(body, service.clock.now + 8))).status).toBe(201);
  expect((await send(sign(body, service.clock.now + 9))).status).toBe(201);
});

test("reading is signed over its query, with no body", async () => {
  const query = "/v2/kyc/sessions?limit=1";
  const request = { method: "GET", path: `/api${query}`, body: "" };
  const signature = signLoveAndPayRequest(secret, request, service.clock.now);
  const headers = { "x-api-key": service.tokens.project, ...signature };
  expect((await service.kyc("GET", query, undefined, headers)).status).toBe(200);
  expect((await service.kyc("GET", `${query}&offset=1`, undefined, headers)).status).toBe(401);
});

test("a replaced secret is taken until its overlap ends; operators and other projects need none", async () => {
  const old = secret;
  const rotate = `/projects/${service.own.project.id}/rotate`;
  secret = (await service.call("operator", "POST", rotate, { what: "request_secret" })).body.value;
  expect((await send(sign(body, service.clock.now, old))).status).toBe(201);
  await service.call("operator", "POST", `${rotate}/end`, { what: "request_secret" });
  expect((await send(sign(body, service.clock.now, old))).status).toBe(401);
  expect((await send(sign())).status).toBe(201);
  expect((await service.kyc("GET", "/v1/webhooks", undefined, service.operator)).status).toBe(200);
  const stranger = { "x-api-key": service.tokens.stranger };
  expect((await service.kyc("POST", "/v2/kyc/sessions", {}, stranger)).status).toBe(201);
});

test("neither the secret nor what was given is in the log or the audit", async () => {
  const { body: audit } = await service.call("operator", "GET", "/audit?limit=200");
  expect(JSON.stringify(audit)).not.toContain(secret);
  expect(service.log.join("")).not.toContain("csr_");
});
