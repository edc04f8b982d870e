import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { ParsedMail } from "mailparser";
import { expect, onTestFinished, test } from "vitest";
import { type Answer, type Call, caller } from "../examples/demo/client.ts";
import { databaseForTest } from "./support/database.ts";
import { freePort } from "./support/free-port.ts";
import { decideKyc, goThroughKyc } from "./support/kyc-session.ts";
import { type MailServer, mailServerForTest, recipientOf } from "./support/mail-server.ts";
import { query } from "./support/query.ts";
import { operatorToken, serviceForFile, until } from "./support/service.ts";

/**
 * The example shop, as a process of its own with a database and a mail server, against the service.
 */

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const serviceOfFile = serviceForFile("kyc-receiver");

interface Shop {
  url: string;
  call: Call;
  /** kill -9, then start again on the same database and port. */
  crash(): Promise<void>;
}

async function shopForTest(environment: Record<string, string>): Promise<Shop> {
  const url = `http://127.0.0.1:${environment.PORT}`;
  const program = path.resolve(import.meta.dirname, "../examples/kyc-receiver/src/main.ts");
  let child: ChildProcess;
  const start = async () => {
    child = spawn(process.execPath, [program], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
    let printed = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
    await until("the shop listens", () => printed.includes("listening on"));
  };
  const kill = async () => {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  };
  await start();
  onTestFinished(kill);
  return {
    url,
    call: caller(url),
    async crash() {
      await kill();
      await start();
    },
  };
}

async function stage() {
  const service = await serviceOfFile();
  const project = await service.manage("/projects", {
    name: "Shop",
    mode: "live",
    language: "ru",
    // Its pictures show neither a document nor a face.
    checks: "off",
  });
  const mail = await mailServerForTest();
  const databaseUrl = await databaseForTest();
  const shop = await shopForTest({
    PORT: String(await freePort()),
    DATABASE_URL: databaseUrl,
    COUNTERSIGN_URL: service.url(),
    COUNTERSIGN_API_KEY: project.apiKey,
    WEBHOOK_SECRETS: secret,
    SMTP_URL: mail.url,
  });
  const operator = { "x-api-key": operatorToken, "x-project-id": project.id };
  const registration = {
    url: `${shop.url}/webhooks/loveandpay`,
    events: ["kyc.completed", "kyc.failed"],
    secret,
  };
  await caller(`${service.url()}/api`, operator)("/v1/webhooks", registration);
  const webhook = (await service.manage(`/webhooks?projectId=${project.id}`)).data[0];
  await service.manage(
    `/webhooks/${webhook.id}`,
    { retry: { delaysSeconds: [0, 0.2, 0.5, 1, ...Array(30).fill(2)] } },
    "PATCH",
  );

  /** A user who goes through a verification that an operator then decides. */
  const verify = async (id: string, decision: object) => {
    const { verificationUrl } = await shop.call(`/users/${id}/kyc`, {});
    await pass(verificationUrl, decision);
  };
  const pass = async (verificationUrl: string, decision: object) => {
    await goThroughKyc(verificationUrl);
    await decideKyc(service, new URL(verificationUrl).pathname.split("/").at(-1) ?? "", decision);
  };
  return { service, project, mail, shop, databaseUrl, verify, pass };
}

const identity = {
  firstName: "Тест",
  lastName: "Образцов",
  birthDate: "1990-05-15",
  nationality: "RU",
  documentType: "passport",
  documentNumber: "1234 5678",
};

async function mailTo(mail: MailServer, recipient: string, count = 1): Promise<ParsedMail> {
  const to = () => mail.mails.filter((one) => recipientOf(one) === recipient);
  await until(`mail ${count} to ${recipient}`, () => to().length >= count);
  const found = to()[count - 1];
  if (found === undefined) throw new Error("no such mail");
  return found;
}

test("users are told the result in their language, and the link to another attempt works", async () => {
  const { mail, shop, verify, pass } = await stage();
  await shop.call("/users", { id: "ivan", email: "ivan@example.com", language: "ru" });
  await shop.call("/users", { id: "ann", email: "ann@example.com", language: "en" });

  await verify("ivan", { decision: "refused", reasons: ["selfie_mismatch"] });
  const refused = await mailTo(mail, "ivan@example.com");
  expect(refused.subject).toBe("Верификация не пройдена");
  expect(refused.text).toContain(
    "Лицо не распознано. Снимите очки, головной убор, обеспечьте хорошее освещение",
  );
  expect(await shop.call("/users/ivan")).toMatchObject({
    kyc_status: "failed",
    kyc_failure_reason: "selfie_mismatch",
  });

  await verify("ann", { decision: "refused", reasons: ["suspected_fraud"] });
  const suspected = await mailTo(mail, "ann@example.com");
  expect(suspected.subject).toBe("The verification failed");
  expect(suspected.text).toMatch(/support/i);
  expect(suspected.text).not.toContain("/kyc/again/");

  // Opening the link starts nothing; the button does, once.
  const link = /http:\S+\/kyc\/again\/\S+/.exec(refused.text ?? "")?.[0] ?? "";
  expect(await (await fetch(link)).text()).toContain('<form method="post">');
  const press = () => fetch(link, { method: "POST", redirect: "manual" });
  const [first, second] = [await press(), await press()];
  expect([first.status, first.headers.get("location")]).toEqual([303, second.headers.get("location")]);
  expect((await fetch(`${shop.url}/kyc/again/${"x".repeat(43)}`, { method: "POST" })).status).toBe(404);

  await pass(first.headers.get("location") ?? "", { decision: "approved", identity });
  const verified = await mailTo(mail, "ivan@example.com", 2);
  expect([verified.subject, verified.text]).toEqual([
    "Верификация пройдена",
    expect.stringMatching(/^Тест, вы успешно прошли верификацию/),
  ]);
  expect(await shop.call("/users/ivan")).toMatchObject({
    kyc_status: "verified",
    kyc_level: "basic",
    kyc_failure_reason: null,
    first_name: "Тест",
    last_name: "Образцов",
  });
  expect(await (await press()).text()).toContain("You are verified");
});

test("resends and kill -9 at any moment cause no second mail", async () => {
  const { service, project, mail, shop, databaseUrl, verify } = await stage();
  const people = ["one", "two"];
  for (const id of people) await shop.call("/users", { id, email: `${id}@example.com`, language: "en" });
  for (const id of people) {
    await verify(id, { decision: "approved", identity });
    // The event is on its way, or its mail is.
    await shop.crash();
  }
  for (const id of people) await mailTo(mail, `${id}@example.com`);
  const deliveries = async (): Promise<Answer[]> =>
    (await service.manage(`/deliveries?projectId=${project.id}&limit=10`)).data;
  await until("all is delivered", async () =>
    (await deliveries()).every(({ status }) => status === "delivered"),
  );

  for (const { id } of await deliveries()) await service.manage(`/deliveries/${id}/resend`, {});
  await until("all is delivered again", async () =>
    (await deliveries()).every(({ status, attemptCount }) => status === "delivered" && attemptCount >= 2),
  );
  const [counts] = await query(
    { connectionString: databaseUrl },
    `select (select count(*)::int from mails) as mails, (select count(*)::int from mails where sent_at is null) as unsent,
       (select count(*)::int from users where kyc_status = 'verified') as verified`,
  );
  expect(counts).toEqual({ mails: 2, unsent: 0, verified: 2 });
  // A crash between the mail server's acceptance and its record repeats a mail under the same id.
  expect(new Set(mail.mails.map(({ messageId }) => messageId)).size).toBe(2);
});
