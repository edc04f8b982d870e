import { beforeAll, describe, expect, test } from "vitest";
import { photo, sampleCrossing, samplePerson } from "./testing/people.ts";
import { startTestService, type TestProject, type TestService } from "./testing/service.ts";

const { document } = sampleCrossing;
const person = { pinfl: samplePerson.person.pinfl, birthDate: "01.01.2000" };
const face = photo.toString("base64");

let service: TestService;
let shop: TestProject;
let attemptId: string;
let count = 0;

beforeAll(async () => {
  service = await startTestService();
  shop = await service.project("test");
  const body = { ...shop.credentials, ...person, transactionId: "base" };
  attemptId = (await service.post("/start/second", body)).data.attemptId;
});

/** Every call with a valid body. */
const calls: [path: string, body: () => Record<string, unknown>][] = [
  ["/start/second", () => ({ transactionId: `bad-${++count}`, ...person })],
  ["/start/foreign", () => ({ transactionId: `bad-${++count}`, document })],
  ["/start/verification/second", () => ({ transactionId: `bad-${++count}`, ...person })],
  ["/start/verification/foreign", () => ({ transactionId: `bad-${++count}`, document })],
  ["/get_passport", () => ({ attemptId, ...person })],
  ["/get_person", () => ({ attemptId, ...person })],
  ["/registration", () => ({ attemptId, pinfl: person.pinfl })],
  ["/get_photo", () => ({ attemptId })],
  ["/get_foreign_person", () => ({ attemptId, document })],
  ["/start_direct", () => ({ transactionId: `bad-${++count}` })],
  ["/get_person_direct", () => ({ attemptId, ...person, photo: face })],
  ["/get_foreign_direct", () => ({ attemptId, document, photo: face })],
];

const addressFields = [
  "webhookUrl",
  "callbackUrl",
  "redirectUrl",
  "hook",
  "hookUrl",
  "url",
  "PERSON_WEBHOOK_URL",
  "REGISTRATION_WEBHOOK_URL",
  "PHOTO_WEBHOOK_URL",
  "FOREIGN_WEBHOOK_URL",
  "SUCCESS_REDIRECT_URL",
  "ERROR_REDIRECT_URL",
];

const wrongValues: unknown[] = [
  null,
  7,
  true,
  {},
  [],
  ["x"],
  { $gt: "" },
  "",
  "\u0000",
  "\ud800",
  "'; drop table sessions; --",
  "x".repeat(10_000),
  "9".repeat(15),
];

describe.each(calls)("%s", (path, body) => {
  const post = (change: object) => service.post(path, { ...shop.credentials, ...body(), ...change });

  test("names each field that is missing", async () => {
    const whole = { ...shop.credentials, ...body() };
    for (const field of Object.keys(whole)) {
      const answer = await service.post(path, { ...whole, [field]: undefined });
      expect(answer).toMatchObject({
        http: 400,
        statusCode: field === "photo" ? 10203 : 20201,
        message: expect.stringContaining(field),
        data: { field },
      });
    }
  });

  test("refuses every wrong value with a code of the table, and never fails", async () => {
    for (const field of [...Object.keys({ ...shop.credentials, ...body() }), "lang", "hooks"]) {
      for (const value of wrongValues) {
        const answer = await post({ [field]: value });
        expect(answer.http, `${field}: ${JSON.stringify(value).slice(0, 60)}`).toBeLessThan(500);
        expect(Object.keys(answer)).toEqual(["http", "statusCode", "type", "message", "data"]);
        const taken = answer.statusCode === 200;
        const harmless =
          field === "transactionId" || (field === "hooks" && path.startsWith("/start/") && value !== null);
        if (taken) expect(harmless, `${field}: ${JSON.stringify(value).slice(0, 60)}`).toBe(true);
      }
    }
  });

  test.each(addressFields)("refuses %s by name, at any depth", async (field) => {
    for (const change of [
      { [field]: "https://elsewhere.example" },
      { [field.toLowerCase()]: null },
      { meta: [{ [field]: "x" }] },
    ]) {
      const answer = await post(change);
      expect(answer).toMatchObject({ http: 400, statusCode: 20202 });
      expect(answer.data.field.toLowerCase()).toContain(field.toLowerCase());
      expect(answer.message).toContain(answer.data.field);
    }
  });

  test("refuses an address in any text", async () => {
    const answer = await post({ note: { text: ["see HTTP://elsewhere.example/x"] } });
    expect(answer).toMatchObject({ http: 400, statusCode: 20202, data: { field: "note.text[0]" } });
  });

  test("returns 10202 for a wrong secret, an unknown project and a malformed one, before anything else", async () => {
    for (const change of [
      { secret: "wrong" },
      { projectId: "yDkeHoHWXVqQ9M_URZUtb" },
      { projectId: "\u0000" },
      { secret: "wrong", webhookUrl: "https://elsewhere.example" },
    ]) {
      expect(await service.post(path, { ...shop.credentials, ...change })).toEqual({
        http: 400,
        statusCode: 10202,
        type: "FACE_PROJECT_NOT_FOUND",
        message: "Проект не найден",
        data: null,
      });
    }
  });

  test.each([
    ["broken JSON", '{"projectId": ', "application/json"],
    ["no body", "", "application/json"],
    ["an array", "[]", "application/json"],
    ["a text", '"x"', "application/json"],
    ["null", "null", "application/json"],
    ["a form", "projectId=x&secret=y", "application/x-www-form-urlencoded"],
    ["plain text", '{"projectId":"x"}', "text/plain"],
    ["no content type", '{"projectId":"x"}', undefined],
    ["a poisoned prototype", '{"__proto__":{"projectId":"x"}}', "application/json"],
    ["10 MB", `{"photo":"${"A".repeat(10_000_000)}"}`, "application/json"],
    ["10,000 arrays in one another", `{"x":${"[".repeat(10_000)}${"]".repeat(10_000)}}`, "application/json"],
  ])("refuses %s with 400 / 20202 or what is missing", async (_what, payload, type) => {
    const headers = type === undefined ? {} : { "content-type": type };
    const response = await service.app.inject({ method: "POST", url: `/check${path}`, payload, headers });
    expect(response.statusCode).toBe(400);
    expect([20201, 20202]).toContain(response.json().statusCode);
    expect(Object.keys(response.json())).toEqual(["statusCode", "type", "message", "data"]);
  });

  test("is a POST", async () => {
    const response = await service.app.inject({ method: "GET", url: `/check${path}` });
    expect(response.statusCode).toBe(405);
    expect(response.headers.allow).toBe("POST");
    expect(response.json()).toMatchObject({ statusCode: 20202 });
  });
});

test("an unknown path has this surface's shape and 404", async () => {
  for (const [method, url] of [
    ["GET", "/check"],
    ["POST", "/check/get_everything"],
    ["DELETE", "/check/get_passport/x"],
  ] as const) {
    const response = await service.app.inject({ method, url });
    expect(response.statusCode).toBe(404);
    expect(Object.keys(response.json())).toEqual(["statusCode", "type", "message", "data"]);
  }
});

test("the limit of a body is said", async () => {
  const body = { ...shop.credentials, attemptId, note: "x".repeat(300_000) };
  expect((await service.post("/get_photo", body)).data.problem).toContain("262144 bytes");
});

test("an internal error is 10500 and reveals nothing about its cause", async () => {
  const { db } = service.deps;
  Object.assign(service.deps, {
    db: new Proxy(db, {
      get() {
        throw new Error("connection to 10.0.0.7 refused for user app");
      },
    }),
  });
  const answer = await service.post("/get_photo", { ...shop.credentials, attemptId });
  Object.assign(service.deps, { db });
  expect(answer).toEqual({
    http: 500,
    statusCode: 10500,
    type: "FACE_INTERNAL_ERROR",
    message: "Внутренняя ошибка. Попробуйте позже",
    data: null,
  });
});

test("the dictionary of document types is served in each language", async () => {
  const get = async (query: string) => {
    const response = await service.app.inject(`/check/dictionaries/document-types${query}`);
    return { http: response.statusCode, ...response.json() };
  };
  const russian = await get("");
  expect(russian).toMatchObject({ http: 200, statusCode: 200, type: "SUCCESS" });
  expect(russian.data).toHaveLength(8);
  expect(russian.data[0]).toEqual({ code: "IDMS_RECV_IP_DOCUMENTS", title: "Загранпаспорт гражданина РУз" });
  expect((await get("?lang=en")).data[7].title).toBe("Birth certificates");
  expect(await get("?lang=fr")).toMatchObject({ http: 400, statusCode: 20202 });
});
