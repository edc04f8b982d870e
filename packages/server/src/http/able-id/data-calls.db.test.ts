import type { SessionId } from "@countersign/wire";
import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../../db/index.ts";
import { changeConfig } from "../../projects/index.ts";
import { abortSession, expireDue, redactSession } from "../../verification/index.ts";
import { pinflOf, sampleCrossing, samplePerson, variant } from "./testing/people.ts";
import { startTestService, staticUrls, type TestProject, type TestService } from "./testing/service.ts";

const resident = { pinfl: samplePerson.person.pinfl, birthDate: "01.01.2000" };
const { document } = sampleCrossing;

const operator = { kind: "operator", id: "bootstrap", name: "test" } as const;

let service: TestService;
let shop: TestProject;
let count = 0;

beforeAll(async () => {
  service = await startTestService();
  shop = await service.project("test");
  const { registration } = samplePerson;
  const emptied = { ...registration.permanentRegistration, address: " " };
  await service.people([
    variant(1, {}, { registration: { ...registration, permanentRegistration: null } }),
    variant(2, {}, { registration: { ...registration, permanentRegistration: emptied } }),
  ]);
});

async function begin(who: object = resident, path = "/start/second", rest: object = {}): Promise<string> {
  const transactionId = `data-${++count}`;
  const answer = await service.post(path, { ...shop.credentials, transactionId, ...who, ...rest });
  expect(answer.http).toBe(201);
  return answer.data.attemptId;
}

const ask = (path: string, attemptId: string, body: object = {}) =>
  service.post(path, { ...shop.credentials, attemptId, ...body });

const types = async (attemptId: string) => (await service.bodies(attemptId)).map((each) => each.type);

describe("a data call", () => {
  test("while the session is open is remembered, and sent on success in the language asked for", async () => {
    const attemptId = await begin();
    const deferred = { http: 200, data: { isSuccess: true, deferred: true } };
    expect(await ask("/get_passport", attemptId, { ...resident, lang: "en" })).toMatchObject(deferred);
    expect(await ask("/get_photo", attemptId)).toMatchObject(deferred);
    expect(await ask("/get_photo", attemptId)).toMatchObject(deferred);
    expect(await types(attemptId)).toEqual([]);
    await service.simulate(attemptId);
    const bodies = await service.bodies(attemptId);
    expect(bodies.map((each) => each.type)).toEqual(["check.passport", "check.photo"]);
    expect(bodies[0]?.body).toMatchObject({ message: "Success", data: { lang: "en" } });
    expect(bodies[1]?.body).toMatchObject({ message: "Успешно", data: { lang: "ru" } });
  });

  test("is never sent when the session fails", async () => {
    const attemptId = await begin();
    await ask("/get_passport", attemptId, resident);
    await service.simulate(attemptId, { result: "failure", reason: "simulated" });
    expect(await types(attemptId)).toEqual([]);
    expect(await ask("/get_passport", attemptId, resident)).toMatchObject({ http: 400, statusCode: 10301 });
  });

  test("is never sent when the applicant gives up", async () => {
    const attemptId = await begin();
    await ask("/get_person", attemptId, resident);
    const { db, verification } = service.deps;
    await inTransaction(db, (tx) => abortSession(verification, tx, attemptId as SessionId));
    expect(await types(attemptId)).toEqual([]);
    expect((await ask("/get_person", attemptId, resident)).statusCode).toBe(10301);
  });

  test("is never sent when the session expires, whether or not that was written down", async () => {
    const hooks = ["https://shop.example/outcome"];
    const [swept, unswept] = [
      await begin(resident, "/start/second", { hooks }),
      await begin(resident, "/start/second", { hooks }),
    ];
    for (const attemptId of [swept, unswept]) await ask("/get_passport", attemptId, resident);
    const before = service.clock.now;
    service.clock.now += 10 * 60_000;
    expect(await ask("/get_passport", unswept, resident)).toMatchObject({ http: 400, statusCode: 10101 });
    await expireDue(service.deps.verification, service.deps.db);
    expect((await ask("/get_passport", swept, resident)).statusCode).toBe(10101);
    for (const attemptId of [swept, unswept]) {
      const [outcome, ...others] = await service.bodies(attemptId);
      expect(outcome).toMatchObject({ type: "check.outcome", body: { statusCode: 10101 } });
      expect(outcome?.body.data.redirect).toBe(staticUrls.ERROR_REDIRECT_URL);
      expect(others).toEqual([]);
    }
    service.clock.now = before;
  });

  test("made twice sends the same event again, as a resend", async () => {
    const attemptId = await begin();
    await service.simulate(attemptId);
    expect((await ask("/get_passport", attemptId, resident)).data).toEqual({ isSuccess: true });
    // As the worker leaves it after the receiver's response.
    const { db } = service.deps;
    const first = await db
      .updateTable("deliveries")
      .set({ status: "delivered", attempts: 1 })
      .where("subject", "=", attemptId)
      .where("type", "=", "check.passport")
      .returning("id")
      .executeTakeFirstOrThrow();
    await db.deleteFrom("deliveryQueue").where("deliveryId", "=", first.id).execute();
    expect((await ask("/get_passport", attemptId, resident)).data).toEqual({ isSuccess: true });
    expect(await types(attemptId)).toEqual(["check.passport"]);
    const queued = db.selectFrom("deliveryQueue").select("resend").where("deliveryId", "=", first.id);
    expect(await queued.executeTakeFirst()).toEqual({ resend: true });
  });

  test("gives the session's events a rising sequence", async () => {
    const attemptId = await begin();
    await service.simulate(attemptId);
    await ask("/get_passport", attemptId, resident);
    await ask("/get_photo", attemptId);
    const { db } = service.deps;
    const events = await db
      .selectFrom("events")
      .where("subject", "=", attemptId)
      .select(["type", "sequence"])
      .orderBy("sequence")
      .execute();
    expect(events.map((event) => event.type)).toEqual(["check.outcome", "check.passport", "check.photo"]);
    expect(new Set(events.map((event) => event.sequence)).size).toBe(3);
  });

  test("goes to no address that isn't configured any more, and is sent when it is again", async () => {
    const project = await service.project("test");
    const body = { ...project.credentials, ...resident };
    const { attemptId } = (await service.post("/start/second", { ...body, transactionId: "moved" })).data;
    await service.post("/get_passport", { ...body, attemptId });
    const change = (url: string | null) =>
      changeConfig(service.deps, project.project.id, { PERSON_WEBHOOK_URL: url }, operator);
    await change(null);
    await service.simulate(attemptId);
    expect(await types(attemptId)).toEqual([]);
    expect((await service.post("/get_passport", { ...body, attemptId })).statusCode).toBe(10102);
    await change(staticUrls.PERSON_WEBHOOK_URL);
    expect((await service.post("/get_passport", { ...body, attemptId })).data).toEqual({ isSuccess: true });
    expect(await types(attemptId)).toEqual(["check.passport"]);
  });
});

describe("a data call is refused", () => {
  test.each([
    ["/get_passport", { pinfl: pinflOf(1), birthDate: "01.01.2000" }, 10104],
    ["/get_passport", { pinfl: "123", birthDate: "01.01.2000" }, 10103],
    ["/get_person", { ...resident, birthDate: "02.01.2000" }, 10105],
    ["/registration", { pinfl: pinflOf(1) }, 10104],
    ["/get_foreign_person", { document }, 10104],
  ])("by %s for somebody else than the session's person: %o", async (path, asked, statusCode) => {
    const attemptId = await begin();
    expect(await ask(path, attemptId, asked)).toMatchObject({ http: 400, statusCode });
    await service.simulate(attemptId);
    expect(await ask(path, attemptId, asked)).toMatchObject({ http: 400, statusCode });
    expect(await types(attemptId)).toEqual([]);
  });

  test.each([
    ["/get_passport", resident],
    ["/get_person", resident],
    ["/registration", { pinfl: resident.pinfl }],
    ["/get_foreign_person", { document: "AB00000000" }],
  ])("by %s in a foreigner's session about another", async (path, asked) => {
    const attemptId = await begin({ document }, "/start/foreign");
    expect((await ask(path, attemptId, asked)).statusCode).toBe(10104);
  });

  test("for an unknown attempt, and for another project's", async () => {
    const other = await service.project("test");
    const theirs = (
      await service.post("/start/second", { ...other.credentials, ...resident, transactionId: "o" })
    ).data;
    for (const attemptId of ["3HQVkBm_zCZqKFbTWVrhf", "x", "\u0000", theirs.attemptId]) {
      expect(await ask("/get_photo", attemptId)).toMatchObject({
        http: 400,
        statusCode: 10302,
        type: "FACE_TRANSACTION_NOT_FOUND",
      });
    }
  });

  test.each([
    ["/get_passport", "PERSON_WEBHOOK_URL", resident],
    ["/get_person", "PERSON_WEBHOOK_URL", resident],
    ["/registration", "REGISTRATION_WEBHOOK_URL", { pinfl: resident.pinfl }],
    ["/get_photo", "PHOTO_WEBHOOK_URL", {}],
  ])("by %s without %s", async (path, configKey, asked) => {
    const bare = await service.project("test", {});
    const body = { ...bare.credentials, ...resident, transactionId: "bare" };
    const { attemptId } = (await service.post("/start/second", body)).data;
    expect(await service.post(path, { ...bare.credentials, attemptId, ...asked })).toMatchObject({
      http: 400,
      statusCode: 10102,
      message: expect.stringContaining(configKey),
      data: { field: configKey },
    });
  });

  test("when there is nothing to send", async () => {
    const bornThen = { birthDate: "01.01.2000" };
    const unregistered = await begin({ pinfl: pinflOf(1), ...bornThen });
    expect((await ask("/registration", unregistered, { pinfl: pinflOf(1) })).statusCode).toBe(10205);
    const addressless = await begin({ pinfl: pinflOf(2), ...bornThen });
    expect((await ask("/registration", addressless, { pinfl: pinflOf(2) })).statusCode).toBe(20005);
    const pictureless = await begin({ document }, "/start/foreign");
    expect((await ask("/get_photo", pictureless)).statusCode).toBe(10203);
  });

  test("after the person was erased", async () => {
    const project = await service.project("test");
    const body = { ...project.credentials, ...resident };
    const { attemptId } = (await service.post("/start/second", { ...body, transactionId: "erased" })).data;
    await service.simulate(attemptId);
    const { db, verification } = service.deps;
    const deps = { ...verification, cancelDeliveries: async () => 0 };
    await inTransaction(db, (tx) => redactSession(deps, tx, { projectId: null, id: attemptId }, operator));
    expect((await service.post("/get_passport", { ...body, attemptId })).statusCode).toBe(10200);
  });

  test.each(["ru", "en", "uz", "oz"])("in %s", async (lang) => {
    const messages = {
      ru: "Сессия не найдена",
      en: "The session was not found",
      uz: "Сессия топилмади",
      oz: "Sessiya topilmadi",
    };
    const answer = await ask("/get_photo", "3HQVkBm_zCZqKFbTWVrhf", { lang });
    expect(answer.message).toBe(messages[lang as keyof typeof messages]);
  });

  test("in the session's language where the call names none", async () => {
    const attemptId = await begin(resident, "/start/second", { lang: "uz" });
    expect((await ask("/get_passport", attemptId, resident)).message).toBe("Муваффақиятли");
  });
});
