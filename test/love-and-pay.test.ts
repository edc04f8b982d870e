import { spawnSync } from "node:child_process";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { expect, test } from "vitest";
import { type Answer, type Call, caller } from "../examples/demo/client.ts";
import { programForTest } from "../scripts/programs.ts";
import { decideKyc, goThroughKyc } from "./support/kyc-session.ts";
import { receiverForTest, serviceForFile, type TestService, until } from "./support/service.ts";

const secret = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;
const events = ["kyc.completed", "kyc.failed"];

interface Stage {
  service: TestService;
  kyc: Call;
  register: (url: string) => Promise<Answer>;
}

const serviceOfFile = serviceForFile("love-and-pay");

async function stage(): Promise<Stage> {
  const service = await serviceOfFile();
  const project = await service.manage("/projects", {
    name: "Shop",
    mode: "live",
    language: "ru",
    // Its pictures show neither a document nor a face.
    checks: "off",
  });
  const operator = { "x-api-key": "operator-token-of-the-tests", "x-project-id": project.id };
  return {
    service,
    kyc: caller(`${service.url()}/api`, { "x-api-key": project.apiKey }),
    register: (url) => caller(`${service.url()}/api`, operator)("/v1/webhooks", { url, events, secret }),
  };
}

const identity = {
  firstName: "Тест",
  lastName: "Образцов",
  birthDate: "1990-05-15",
  nationality: "RU",
  documentType: "passport",
  documentNumber: "1234 5678",
};

test("openssl, standardwebhooks and svix each accept what is sent, and reject what was changed", async () => {
  const { service, kyc, register } = await stage();
  const receiver = await receiverForTest();
  await register(receiver.url);
  const { id, verificationUrl } = await kyc("/v2/kyc/sessions", { metadata: { userId: "ю/😀" } });
  await goThroughKyc(verificationUrl);
  await decideKyc(service, id, { decision: "approved", identity });
  await until("the event arrives", () => receiver.received.length === 1);
  const [one] = receiver.received;
  if (one === undefined) throw new Error("nothing arrived");

  expect(one.headers["x-webhook-id"]).toBe(JSON.parse(one.text).id);
  expect(one.headers["x-webhook-signature"]).toBe(`sha256=${opensslHmac(one.text)}`);
  const lately = Date.now() - Number(one.headers["x-webhook-timestamp"]);
  expect(Math.abs(lately)).toBeLessThan(60_000);

  expect(new StandardWebhook(secret).verify(one.text, one.headers)).toMatchObject({ type: "kyc.completed" });
  expect(() => new SvixWebhook(secret).verify(one.text, one.headers)).not.toThrow();
  const changed = one.text.replace("****5678", "****5679");
  expect(`sha256=${opensslHmac(changed)}`).not.toBe(one.headers["x-webhook-signature"]);
  expect(() => new StandardWebhook(secret).verify(changed, one.headers)).toThrow();
  expect(() => new SvixWebhook(secret).verify(changed, one.headers)).toThrow();
});

/** The output of `openssl dgst -sha256 -hmac` for a body with the webhook's secret. */
function opensslHmac(body: string): string {
  const program = programForTest("openssl");
  const run = spawnSync(program, ["dgst", "-sha256", "-hmac", secret], { input: body, encoding: "utf8" });
  return /([0-9a-f]{64})\s*$/.exec(run.stdout)?.[1] ?? run.stderr;
}
