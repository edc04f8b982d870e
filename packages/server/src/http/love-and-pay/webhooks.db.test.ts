import { createdLoveAndPayWebhookSchema, loveAndPayWebhookListSchema } from "@countersign/wire";
import { beforeAll, expect, test } from "vitest";
import { type KycService, startKycService } from "./testing/service.ts";

const url = "https://receiver.example/webhooks/loveandpay?key=1";
const events = ["kyc.completed", "kyc.failed"];

let service: KycService;
beforeAll(async () => {
  service = await startKycService();
});

async function register(body: object = {}) {
  service.clock.now += 1;
  return service.kyc("POST", "/v1/webhooks", { url, events, ...body }, service.operator);
}

test("a secret is made where none is given and shown this once, one that is given is kept", async () => {
  const made = createdLoveAndPayWebhookSchema.parse((await register()).body);
  expect(made).toMatchObject({ url, events, active: true });
  expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
  const given = createdLoveAndPayWebhookSchema.parse(
    (await register({ secret, events: ["kyc.failed"] })).body,
  );
  expect(given.secret).toBe(secret);

  for (const headers of [service.operator, { "x-api-key": service.tokens.project }]) {
    const { status, body } = await service.kyc("GET", "/v1/webhooks", undefined, headers);
    expect(status).toBe(200);
    const { data } = loveAndPayWebhookListSchema.parse(body);
    expect(data.map(({ id }) => id).slice(0, 2)).toEqual([given.id, made.id]);
    expect(JSON.stringify(body)).not.toContain("whsec_");
  }
  const foreign = { "x-api-key": service.tokens.stranger };
  expect((await service.kyc("GET", "/v1/webhooks", undefined, foreign)).body).toEqual({ data: [] });
});

test("the management API shows it in its own dialect, and an audit record who made it", async () => {
  const { body } = await register();
  const shown = await service.call("operator", "GET", `/webhooks/${body.id}`);
  expect(shown.body).toMatchObject({ dialect: "love-and-pay", events, kind: "configured" });
  const { body: log } = await service.call("operator", "GET", "/audit?limit=5");
  const entry = log.data.find(({ target }: { target: string }) => target === body.id);
  expect(entry).toMatchObject({ action: "webhook.create", details: { origin: "https://receiver.example" } });
});

test("only an operator registers and deletes, for the project that the request names", async () => {
  const { body } = await register();
  const asProject = { "x-api-key": service.tokens.project };
  const asReviewer = { ...service.operator, "x-api-key": service.tokens.reviewer };
  for (const headers of [asProject, asReviewer]) {
    for (const [method, path, sent] of [
      ["POST", "/v1/webhooks", { url, events }],
      ["DELETE", `/v1/webhooks/${body.id}`, undefined],
    ] as const) {
      const answer = await service.kyc(method, path, sent, headers);
      expect([method, answer.status, answer.body.error.code]).toEqual([method, 403, "forbidden"]);
    }
  }
  const unnamed = await service.kyc(
    "POST",
    "/v1/webhooks",
    { url, events },
    { "x-api-key": service.tokens.operator },
  );
  expect(unnamed).toMatchObject({ status: 400, body: { error: { field: "x-project-id" } } });
  const elsewhere = { ...service.operator, "x-project-id": service.other.project.id };
  expect((await service.kyc("DELETE", `/v1/webhooks/${body.id}`, undefined, elsewhere)).status).toBe(404);
  const bearer = {
    authorization: `Bearer ${service.tokens.operator}`,
    "x-project-id": service.own.project.id,
  };
  expect((await service.kyc("DELETE", `/v1/webhooks/${body.id}`, undefined, bearer)).status).toBe(204);
  expect((await service.kyc("DELETE", `/v1/webhooks/${body.id}`, undefined, bearer)).status).toBe(404);
  const { data } = (await service.kyc("GET", "/v1/webhooks", undefined, bearer)).body;
  expect(data.map(({ id }: { id: string }) => id)).not.toContain(body.id);
});

test("an address that may not be called is refused by name", async () => {
  for (const refused of [
    "http://receiver.example/",
    "https://10.0.0.1/",
    "https://user:pw@receiver.example/",
  ]) {
    const answer = await register({ url: refused });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { code: "address_refused", field: "url" } },
    });
  }
});

test("webhooks of other formats are neither listed nor deleted here", async () => {
  const { body } = await service.call("operator", "POST", "/webhooks", {
    projectId: service.own.project.id,
    name: "Other",
    url: "https://receiver.example/other",
    events: ["kyc.*"],
    dialect: "standard",
  });
  const { data } = (await service.kyc("GET", "/v1/webhooks")).body;
  expect(data.map(({ id }: { id: string }) => id)).not.toContain(body.id);
  expect((await service.kyc("DELETE", `/v1/webhooks/${body.id}`, undefined, service.operator)).status).toBe(
    404,
  );
});
