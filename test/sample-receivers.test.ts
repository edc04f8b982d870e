import { spawn } from "node:child_process";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Answer, caller, identify } from "../examples/demo/client.ts";
import { programForTest } from "../scripts/programs.ts";
import { pdfForTest } from "./support/files.ts";
import { freePort } from "./support/free-port.ts";
import { decideKyc, goThroughKyc } from "./support/kyc-session.ts";
import {
  demoCrossings,
  importDemoPeople,
  operatorToken,
  ordinaryPeople,
  serviceForFile,
  until,
  untilDelivered,
} from "./support/service.ts";

/** Receivers written from the four services' own documentation accept what is sent, unmodified. */

const directory = path.resolve(import.meta.dirname, "sample-receivers");
const service = serviceForFile("sample-receivers");
const secret = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;

interface SampleReceiver {
  url: string;
  /** The JSON lines that it printed. */
  lines: Answer[];
}

/** Starts a receiver; it listens once its port accepts connections. */
async function receiverForTest(
  command: (port: number) => [program: string, args: string[]],
  env: Record<string, string> = {},
  givenPort?: number,
): Promise<SampleReceiver> {
  const port = givenPort ?? (await freePort());
  const [program, args] = command(port);
  const child = spawn(program, args, { cwd: directory, env, stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: Answer[] = [];
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const pieces = (rest + text).split("\n");
    rest = pieces.pop() ?? "";
    lines.push(...pieces.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line)));
  });
  const url = `http://127.0.0.1:${port}`;
  await until("the receiver listens", () =>
    fetch(`${url}/`).then(
      () => true,
      () => false,
    ),
  );
  return { url, lines };
}

const node = (file: string, ...args: string[]) =>
  receiverForTest((port) => [process.execPath, [file, String(port), ...args]]);
const php = (file: string, env: Record<string, string>, givenPort?: number) =>
  receiverForTest(
    (port) => [programForTest("php"), ["-d", "serialize_precision=-1", "-S", `127.0.0.1:${port}`, file]],
    env,
    givenPort,
  );

const identity = {
  firstName: "Тест",
  lastName: "Образцов",
  birthDate: "1990-05-15",
  nationality: "RU",
  documentType: "passport",
  documentNumber: "1234 5678",
};

test("the receiver of Love&Pay's documentation updates its users and mails them", async () => {
  const at = await service();
  const project = await at.manage("/projects", {
    name: "Shop",
    mode: "live",
    language: "ru",
    // Its pictures show neither a document nor a face.
    checks: "off",
  });
  const kyc = caller(`${at.url()}/api`, { "x-api-key": project.apiKey });
  const operator = caller(`${at.url()}/api`, { "x-api-key": operatorToken, "x-project-id": project.id });
  const shop = await node("love-and-pay.cjs", secret);
  const events = ["kyc.completed", "kyc.failed"];
  await operator("/v1/webhooks", { url: `${shop.url}/webhooks/loveandpay`, events, secret });

  const started = async (userId: string) => {
    const session = await kyc("/v2/kyc/sessions", { metadata: { userId, email: `${userId}@example.com` } });
    await goThroughKyc(session.verificationUrl);
    return session;
  };
  const passed = await started("user_1");
  await decideKyc(at, passed.id, { decision: "approved", identity });
  await until("the first user's mail", () => shop.lines.some(({ template }) => template === "kyc-success"));
  const failed = await started("user_2");
  await decideKyc(at, failed.id, { decision: "refused", reasons: ["selfie_mismatch"] });
  await until("the second user's mail", () => shop.lines.some(({ template }) => template === "kyc-failed"));
  expect(shop.lines).toEqual([
    { listening: true },
    {
      user: "user_1",
      kycStatus: "verified",
      kycLevel: "basic",
      kycVerifiedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      firstName: "Тест",
      lastName: "Образцов",
      dateOfBirth: "1990-05-15",
    },
    { mail: "user_1@example.com", template: "kyc-success", firstName: "Тест" },
    { user: "user_2", kycStatus: "failed", kycFailureReason: "selfie_mismatch" },
    {
      mail: "user_2@example.com",
      template: "kyc-failed",
      reason: "Лицо не распознано. Снимите очки, головной убор, обеспечьте хорошее освещение.",
    },
  ]);
  expect(await kyc(`/v2/kyc/sessions/${failed.id}`)).toMatchObject({ status: "DECLINED" });
  await untilDelivered(at, 2, `&projectId=${project.id}`);

  // Metadata is optional: without it, this receiver can't name the user, and continues.
  const nobody = await kyc("/v2/kyc/sessions", {});
  await goThroughKyc(nobody.verificationUrl);
  await decideKyc(at, nobody.id, { decision: "refused", reasons: ["document_expired"] });
  await untilDelivered(at, 3, `&projectId=${project.id}`);
});

test("the receiver of AbleID's documentation gets every kind of data at its static URL", async () => {
  const at = await service();
  await importDemoPeople(at);
  const [foreigner] = demoCrossings();
  await at.manage("/registry/crossings", [foreigner]);
  const project = await at.manage("/projects", { name: "Bank", mode: "test", language: "ru" });
  const bank = await node("able-id.cjs", project.id, project.secret);
  const addresses = {
    PERSON_WEBHOOK_URL: `${bank.url}/person`,
    REGISTRATION_WEBHOOK_URL: `${bank.url}/registration`,
    PHOTO_WEBHOOK_URL: `${bank.url}/photo`,
    FOREIGN_WEBHOOK_URL: `${bank.url}/foreign`,
  };
  await at.manage(`/projects/${project.id}/config`, addresses, "PATCH");

  const auth = { projectId: project.id, secret: project.secret };
  const [{ person, registration, photo }] = ordinaryPeople();
  const who = { pinfl: person.pinfl, birthDate: person.birthDate };
  const picture = Buffer.from(photo, "base64");
  const resident = await at.check("/check/start/second", {
    ...auth,
    ...who,
    transactionId: "order-1",
    hooks: [],
  });
  const { attemptId } = resident.data;
  await identify(resident.data.fullUrl, picture, "success");
  await at.check("/check/get_passport", { ...auth, ...who, attemptId });
  await at.check("/check/get_person", { ...auth, ...who, attemptId });
  await at.check("/check/registration", { ...auth, attemptId, pinfl: who.pinfl });
  await at.check("/check/get_photo", { ...auth, attemptId });
  const { document } = foreigner;
  const foreign = await at.check("/check/start/foreign", {
    ...auth,
    document,
    transactionId: "order-2",
    hooks: [],
  });
  await identify(foreign.data.fullUrl, picture, "success");
  await at.check("/check/get_foreign_person", { ...auth, document, attemptId: foreign.data.attemptId });

  // The listening line, then an envelope and its data for each of the five, and the person's
  // registration.
  await until("all data arrives", () => bank.lines.length === 12);
  const success = { statusCode: 200, type: "SUCCESS", message: "Успешно", lang: "ru" };
  for (const url of ["/person", "/person", "/registration", "/photo", "/foreign"])
    expect(bank.lines).toContainEqual({ url, ...success });
  const {
    surname,
    name,
    lastName,
    sex,
    passportGivePlace,
    passportDateBegin,
    passportDateEnd,
    passportType,
  } = person;
  const passport = { surname, name, lastName, document: person.document, sex, passportGivePlace };
  const dates = { passportDateBegin, passportDateEnd, passportType };
  const { passportGivePlaceId } = person;
  expect(bank.lines).toContainEqual({
    ...passport,
    passportGivePlaceId: Number(passportGivePlaceId),
    ...dates,
  });
  expect(bank.lines).toContainEqual({ ...passport, passportGivePlaceId, ...dates });
  const { address, cadastre, country, countryId, region, district, maxala, street, registrationDate } =
    registration.permanentRegistration;
  expect(bank.lines).toContainEqual({
    address,
    cadastre,
    country,
    countryId,
    region,
    district,
    maxala,
    street,
  });
  const { temporaryRegistrations } = registration;
  const { liveStatus } = person;
  expect(bank.lines).toContainEqual({
    ...who,
    liveStatus,
    address,
    cadastre,
    registrationDate,
    temporaryRegistrations,
  });
  expect(bank.lines).toContainEqual({ transactionId: "order-1", bytes: picture.length, intact: true });
  const { reg_date, citizenship, full_name, birth_date } = foreigner;
  expect(bank.lines).toContainEqual({ document, reg_date, citizenship, full_name, birth_date });
  await untilDelivered(at, 5, `&projectId=${project.id}`);
});

test("the PHP receiver of Treezor's documentation verifies what it encodes again", async () => {
  const at = await service();
  const project = await at.manage("/projects", { name: "Fintech", mode: "test", language: "en" });
  const operator = { authorization: `Bearer ${operatorToken}`, "x-project-id": project.id };
  // The secret is made by the service and shown once, so that the receiver starts after the
  // registration.
  const port = await freePort();
  const hook = await caller(at.url(), operator)("/settings/hooks", {
    url: `http://127.0.0.1:${port}/treezor`,
  });
  const fintech = await php("treezor.php", { WEBHOOK_SECRET: hook.secret }, port);
  const api = caller(at.url(), { authorization: `Bearer ${project.apiKey}` });
  const user = { email: "zoe@example.com", firstname: "Zoé", lastname: "O'Søn/Дуб 😀" };
  const { userId } = (await api("/v1/users", user)).users[0];
  const file = pdfForTest("identity").toString("base64");
  const name = "удостоверение/é.pdf";
  const document = { userId, documentTypeId: 9, name, fileContentBase64: file };
  const { documentId } = (await api("/v1/documents", document)).documents[0];
  await api(`/v1/users/${userId}/Kycreview`, {}, "PUT");
  await until("all events arrive", () => fintech.lines.length === 3);
  expect(fintech.lines).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        webhook: "user.kycrequest",
        object_id: userId,
        kycReview: "1",
        wrapped: true,
      }),
      expect.objectContaining({ webhook: "kycreview.request", object: "kyc", kycStatus: "PENDING" }),
      expect.objectContaining({
        webhook: "document.create",
        object_id: documentId,
        documentType: "IDENTITY_CARD",
        name,
      }),
    ]),
  );
  await untilDelivered(at, 3, `&projectId=${project.id}`);
});

test("a receiver set up by Rarus's form checks its login and header, and changes or denies the order", async () => {
  const at = await service();
  const project = await at.manage("/projects", { name: "Loyalty", mode: "test", language: "ru" });
  const credentials = { LOGIN: "склад", PASSWORD: "пароль: 1", TOKEN: "token-1" };
  const stock = await php("rarus.php", credentials);
  await at.manage("/webhooks", {
    projectId: project.id,
    name: "Склад",
    url: `${stock.url}/before_order_add`,
    events: ["before_order_add"],
    order: 1,
    flags: { blockWithoutAnswer: false, awaitAnswer: true, answerHasData: true },
    body: '{"user": {{ data.order.userId }}, "items": {{ data.order.items }}}',
    basicAuth: { username: credentials.LOGIN, password: credentials.PASSWORD },
    headers: [{ name: "X-Shop-Token", value: credentials.TOKEN }],
    timeoutMs: 10_000,
  });
  const call = (route: string, body: object) =>
    fetch(at.url() + route, {
      method: "POST",
      headers: { authorization: `Bearer ${project.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const { user } = (await (await call("/organization/user/new", { phone: "+79990000001" })).json()) as Answer;
  const order = (quantity: number) => ({
    userId: user.id,
    items: [{ sku: "TEA-1", name: "Чай «Юньнань»", quantity, price: 35_000 }],
    currency: "RUB",
  });
  const added = await call("/organization/order/add", order(2));
  expect([added.status, await added.json()]).toMatchObject([
    201,
    { order: { comment: "Проверено складом: 2 шт." } },
  ]);
  const denied = await call("/organization/order/add", order(11));
  expect([denied.status, await denied.json()]).toMatchObject([
    400,
    { error: { message: "Не больше 10 штук" } },
  ]);
  expect(stock.lines[0]).toEqual({ user: user.id, items: order(2).items });
  expect(stock.lines).toHaveLength(2);
});
