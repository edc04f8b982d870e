import { readFileSync } from "node:fs";
import { photoCrc, sessionHash } from "@countersign/wire";
import { beforeAll, describe, expect, test } from "vitest";
import { photo, sampleCrossing, samplePerson } from "./testing/people.ts";
import {
  type Answered,
  startTestService,
  staticUrls,
  type TestProject,
  type TestService,
} from "./testing/service.ts";

/** able-id's bodies, from the vectors of the wire package. */
function seedBody(name: string): Answered {
  const file = new URL(`../../../../wire/src/dialects/vectors/able-id-${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")).body;
}

const resident = { pinfl: samplePerson.person.pinfl, birthDate: "01.01.2000" };
const foreigner = { document: sampleCrossing.document };

describe("the data hooks are able-id's samples", () => {
  let service: TestService;
  let shop: TestProject;

  beforeAll(async () => {
    service = await startTestService();
    shop = await service.project("test");
  });

  async function disclosed(call: string, start: string, who: object, asked: object = who) {
    const transactionId = `golden ${call}`;
    const started = await service.post(start, { ...shop.credentials, transactionId, ...who });
    expect(started.http).toBe(201);
    const { attemptId } = started.data;
    await service.simulate(attemptId);
    const answer = await service.post(call, { ...shop.credentials, attemptId, ...asked });
    expect(answer).toEqual({
      http: 200,
      statusCode: 200,
      type: "SUCCESS",
      message: "Успешно",
      data: { isSuccess: true },
    });
    const hooks = (await service.bodies(attemptId)).filter((each) => each.type !== "check.outcome");
    expect(hooks).toHaveLength(1);
    const [hook] = hooks;
    if (hook === undefined) throw new Error("no hook");
    const { projectId, secret } = shop.credentials;
    const proof = { attemptId, hash: sessionHash(projectId, secret, attemptId) };
    return { hook, proof, transactionId };
  }

  /** Compared as text: the order of the keys must be able-id's as well. */
  function expectSame(body: Answered, expected: Answered) {
    expect(JSON.stringify(body, null, 1)).toBe(JSON.stringify(expected, null, 1));
  }

  test("passport", async () => {
    const { hook, proof } = await disclosed("/get_passport", "/start/second", resident);
    const sample = seedBody("passport");
    // The sample's number is 0 here and "1" in the person hook: one person has one issuer.
    const data = { ...sample.data.data, attemptId: proof.attemptId, passportGivePlaceId: 1 };
    expectSame(hook.body, { ...sample, data: { ...sample.data, ...proof, data } });
    expect(hook.webhookUrl).toBe(staticUrls.PERSON_WEBHOOK_URL);
  });

  test("person", async () => {
    const { hook, proof } = await disclosed("/get_person", "/start/second", resident);
    const sample = seedBody("person");
    const person = { ...sample.data.data.person, attemptId: proof.attemptId };
    const data = { ...sample.data.data, person };
    expectSame(hook.body, { ...sample, data: { ...sample.data, ...proof, data } });
    expect(hook.webhookUrl).toBe(staticUrls.PERSON_WEBHOOK_URL);
  });

  test("registration", async () => {
    const { pinfl } = resident;
    const { hook, proof } = await disclosed("/registration", "/start/second", resident, { pinfl });
    const sample = seedBody("registration");
    expectSame(hook.body, { ...sample, data: { ...sample.data, ...proof } });
    expect(hook.webhookUrl).toBe(staticUrls.REGISTRATION_WEBHOOK_URL);
  });

  test("photo", async () => {
    const { hook, proof, transactionId } = await disclosed("/get_photo", "/start/second", resident, {});
    const sample = seedBody("photo");
    const data = {
      ...sample.data.data,
      crc: photoCrc(photo),
      attemptId: proof.attemptId,
      transactionId,
      photo: photo.toString("base64"),
    };
    expectSame(hook.body, { ...sample, data: { ...sample.data, ...proof, data } });
    expect(hook.webhookUrl).toBe(staticUrls.PHOTO_WEBHOOK_URL);
  });

  test("foreign person", async () => {
    const { hook, proof } = await disclosed("/get_foreign_person", "/start/foreign", foreigner);
    const sample = seedBody("foreign-person");
    expectSame(hook.body, { ...sample, data: { ...sample.data, ...proof } });
    expect(hook.webhookUrl).toBe(staticUrls.FOREIGN_WEBHOOK_URL);
  });

  test("the log contains none of the person's data", () => {
    const text = service.log.join("\n");
    for (const value of [resident.pinfl, "IVANOV", "AB1234567"]) expect(text).not.toContain(value);
  });
});
