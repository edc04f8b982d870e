import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { expect, onTestFinished, test } from "vitest";
import { type Answer, type Call, caller } from "../examples/demo/client.ts";
import { programForTest } from "../scripts/programs.ts";
import {
  ordinaryPeople,
  receiverForTest,
  serviceForFile,
  type TestService,
  until,
  untilDelivered,
} from "./support/service.ts";

const secret = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;
const events = ["kyc.completed", "kyc.failed"];
const [somebody] = ordinaryPeople();
const picture = Buffer.from(somebody.photo, "base64");

/** The receiver of `examples/`, as a separate process with its own directory. */
async function shopForTest() {
  const directory = mkdtempSync(path.join(tmpdir(), "countersign-shop-"));
  const program = path.resolve(import.meta.dirname, "../examples/love-and-pay-receiver/main.ts");
  const child = spawn(process.execPath, [program, directory, secret], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill();
    rmSync(directory, { recursive: true, force: true });
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  const address = () => /listening on (\S+)\n/.exec(printed)?.[1];
  await until("the receiver listens", () => address() !== undefined);
  const sqlite = new DatabaseSync(path.join(directory, "shop.sqlite"), { readOnly: true });
  onTestFinished(() => sqlite.close());
  const outbox = path.join(directory, "outbox.ndjson");
  return {
    url: address() ?? "",
    printed: () => printed,
    user: (id: string): Answer => sqlite.prepare("select * from users where id = ?").get(id),
    mails: (): Answer[] =>
      existsSync(outbox)
        ? readFileSync(outbox, "utf8")
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => JSON.parse(line))
        : [],
  };
}

/** Makes the page's calls until the end of the applicant's part. */
async function goThrough(verificationUrl: string): Promise<void> {
  const { origin, pathname, hash } = new URL(verificationUrl);
  const token = { "x-page-token": hash.slice(1) };
  const call = caller(origin + pathname, token);
  await call("/consent", {});
  await call("/document-type", { documentType: "passport" });
  for (const kind of ["document_front", "selfie"]) {
    const response = await fetch(`${origin}${pathname}/capture?kind=${kind}`, {
      method: "POST",
      headers: { ...token, "content-type": "image/png" },
      body: picture,
    });
    expect(response.status).toBe(200);
  }
}

async function decide(service: TestService, sessionId: string, decision: object): Promise<void> {
  const { data } = await service.manage("/reviews?status=open");
  const review = data.find((one: Answer) => `kyc_${one.sessionId}` === sessionId);
  await service.manage(`/reviews/${review.id}/decision`, decision);
}

interface Stage {
  service: TestService;
  kyc: Call;
  register: (url: string) => Promise<Answer>;
}

const serviceOfFile = serviceForFile("love-and-pay");

async function stage(): Promise<Stage> {
  const service = await serviceOfFile();
  const project = await service.manage("/projects", { name: "Shop", mode: "live", language: "ru" });
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

test("a receiver written only from Love&Pay's documentation works unchanged", async () => {
  const { service, kyc, register } = await stage();
  const shop = await shopForTest();
  await register(shop.url);

  // Metadata is optional: the shop can't know whose session this was, and continues.
  const nobody = await kyc("/v2/kyc/sessions", {});
  await goThrough(nobody.verificationUrl);
  await decide(service, nobody.id, { decision: "refused", reasons: ["selfie_mismatch"] });
  await until("the shop says that it knows no such user", () => shop.printed().includes("handler failed"));

  const passed = await kyc("/v2/kyc/sessions", { metadata: { userId: "user_1", email: "one@example.com" } });
  await goThrough(passed.verificationUrl);
  await decide(service, passed.id, { decision: "approved", identity });
  await until("the shop mails the first user", () => shop.mails().length === 1);
  expect(shop.user("user_1")).toMatchObject({
    kycStatus: "verified",
    kycLevel: "basic",
    kycVerifiedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    firstName: "Тест",
    lastName: "Образцов",
    dateOfBirth: "1990-05-15",
  });

  const failed = await kyc("/v2/kyc/sessions", { metadata: { userId: "user_2", email: "two@example.com" } });
  await goThrough(failed.verificationUrl);
  await decide(service, failed.id, { decision: "refused", reasons: ["selfie_mismatch"] });
  await until("the shop mails the second user", () => shop.mails().length === 2);
  expect(shop.user("user_2")).toMatchObject({ kycStatus: "failed", kycFailureReason: "selfie_mismatch" });
  expect(shop.mails()).toEqual([
    { to: "one@example.com", template: "kyc-success", firstName: "Тест" },
    {
      to: "two@example.com",
      template: "kyc-failed",
      reason: "Лицо не распознано. Снимите очки, головной убор, обеспечьте хорошее освещение.",
    },
  ]);
  // The shop prints it last, and its output arrives at some later time.
  const line = "KYC не пройден для пользователя user_2: selfie_mismatch\n";
  await until("the shop says what it did", () => shop.printed().includes(line));

  expect(await kyc(`/v2/kyc/sessions/${failed.id}`)).toMatchObject({ status: "DECLINED" });
  await untilDelivered(service, 3);
});

test("openssl, standardwebhooks and svix each accept what is sent, and reject what was changed", async () => {
  const { service, kyc, register } = await stage();
  const receiver = await receiverForTest();
  await register(receiver.url);
  const { id, verificationUrl } = await kyc("/v2/kyc/sessions", { metadata: { userId: "ю/😀" } });
  await goThrough(verificationUrl);
  await decide(service, id, { decision: "approved", identity });
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
