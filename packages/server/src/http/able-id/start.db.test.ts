import type { SessionId } from "@countersign/wire";
import { beforeAll, describe, expect, test } from "vitest";
import { pinflOf, sampleCrossing, samplePerson, variant } from "./testing/people.ts";
import { startTestService, staticUrls, type TestProject, type TestService } from "./testing/service.ts";

const resident = { pinfl: samplePerson.person.pinfl, birthDate: "01.01.2000" };

let service: TestService;
let shop: TestProject;
let live: TestProject;
let count = 0;
const next = () => `order-${++count}`;

beforeAll(async () => {
  service = await startTestService();
  shop = await service.project("test");
  live = await service.project("live");
  await service.people([
    variant(1),
    variant(2, {}, { locked: true }),
    variant(3, {}, { photo: null }),
    variant(4, { passportDateEnd: "2026-05-05" }),
    variant(5, { passportDateEnd: "2026-05-04" }),
    variant(6),
  ]);
});

const start = (project: TestProject, body: object, path = "/start/second") =>
  service.post(path, { ...project.credentials, transactionId: next(), ...body });

describe("a start", () => {
  test.each([
    ["/start/second", resident],
    ["/start/foreign", { document: sampleCrossing.document }],
  ])("by %s opens a session on the applicant's page", async (path, who) => {
    const answer = await start(shop, { ...who, lang: "oz" }, path);
    const { attemptId } = answer.data;
    expect(attemptId).toMatch(/^[A-Za-z0-9_-]{21}$/);
    expect(answer).toEqual({
      http: 201,
      statusCode: 200,
      type: "SUCCESS",
      message: "Muvaffaqiyatli",
      data: {
        attemptId,
        fullUrl: expect.stringMatching(
          new RegExp(`^https://verify\\.example/s/${attemptId}#[A-Za-z0-9_-]{43}$`),
        ),
        lang: "oz",
        redirect: staticUrls.SUCCESS_REDIRECT_URL,
      },
    });
  });

  test("is answered to more callers at once than there are connections", async () => {
    const people = [resident, ...[1, 4, 6].map((nth) => ({ ...resident, pinfl: pinflOf(nth) }))];
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, nth) => start(shop, people[nth % people.length] ?? {})),
    );
    expect(answers.map(({ http }) => http)).toEqual(answers.map(() => 201));
  });

  test("takes a birth date in both forms", async () => {
    expect((await start(shop, { ...resident, birthDate: "2000-01-01" })).http).toBe(201);
    expect((await start(shop, { ...resident, birthDate: "01.01.2000" })).http).toBe(201);
  });

  test("returns the project's language, and no redirect if none is set", async () => {
    const bare = await service.project("test", {});
    expect((await start(bare, resident)).data).toMatchObject({ lang: "ru", redirect: null });
  });

  test("is refused when its transactionId was used before in this project", async () => {
    const body = { ...shop.credentials, ...resident, transactionId: "twice" };
    expect((await service.post("/start/second", body)).http).toBe(201);
    expect(await service.post("/start/second", body)).toMatchObject({
      http: 400,
      statusCode: 20202,
      data: { field: "transactionId" },
    });
    const other = await service.project("test");
    expect((await start(other, { ...resident, transactionId: "twice" })).http).toBe(201);
  });

  test.each([
    ["an unknown PINFL", { ...resident, pinfl: "98765432109876" }, 400, 10104],
    ["another birth date", { ...resident, birthDate: "02.01.2000" }, 400, 10105],
    ["a PINFL that is no number of 14 digits", { ...resident, pinfl: "123" }, 400, 10103],
    ["a person who locked their data", { ...resident, pinfl: pinflOf(2) }, 423, 20423],
    ["a person without a picture", { ...resident, pinfl: pinflOf(3) }, 400, 10203],
    ["a passport that expired yesterday", { ...resident, pinfl: pinflOf(5) }, 400, 10204],
    ["a birth date that no calendar has", { ...resident, birthDate: "30.02.2000" }, 400, 20202],
    ["no birth date", { pinfl: resident.pinfl }, 400, 20201],
    ["an unknown language", { ...resident, lang: "fr" }, 400, 20202],
  ])("is refused for %s", async (_what, body, http, statusCode) => {
    expect(await start(shop, body)).toMatchObject({ http, statusCode });
  });

  test("takes a passport through its last day in Tashkent", async () => {
    const body = { ...resident, pinfl: pinflOf(4) };
    const before = service.clock.now;
    service.clock.now = Date.parse("2026-05-05T18:59:59Z");
    expect((await start(shop, body)).http).toBe(201);
    service.clock.now = Date.parse("2026-05-05T19:00:00Z");
    expect((await start(shop, body)).statusCode).toBe(10204);
    service.clock.now = before;
  });

  test("of a foreigner without a crossing is refused", async () => {
    expect(await start(shop, { document: "ZZ99999999" }, "/start/foreign")).toMatchObject({
      http: 400,
      statusCode: 20004,
      type: "EMPTY_DATA",
    });
  });

  test("in a live project wants a valid PINFL that agrees with the birth date", async () => {
    expect((await start(live, resident)).statusCode).toBe(10103);
    expect((await start(live, { pinfl: pinflOf(1), birthDate: "02.01.2000" })).statusCode).toBe(10105);
    expect((await start(live, { pinfl: pinflOf(1), birthDate: "01.01.2000" })).http).toBe(201);
  });

  test.each([
    ["SUCCESS_REDIRECT_URL", "/start/second", { pinfl: pinflOf(1), birthDate: "01.01.2000" }],
    ["ERROR_REDIRECT_URL", "/start/second", { pinfl: pinflOf(1), birthDate: "01.01.2000" }],
    ["PERSON_WEBHOOK_URL", "/start/verification/second", { pinfl: pinflOf(1), birthDate: "01.01.2000" }],
    ["FOREIGN_WEBHOOK_URL", "/start/foreign", { document: sampleCrossing.document }],
    ["FOREIGN_WEBHOOK_URL", "/start/verification/foreign", { document: sampleCrossing.document }],
  ])("in a live project is refused while %s is unset, by %s", async (key, path, who) => {
    const config = Object.fromEntries(Object.entries(staticUrls).filter(([name]) => name !== key));
    expect(await start(await service.project("live", config), who, path)).toMatchObject({
      http: 400,
      statusCode: 10102,
      message: expect.stringContaining(key),
      data: { field: key },
    });
    // A test project may try things out before its addresses are set.
    expect((await start(await service.project("test", config), who, path)).statusCode).not.toBe(10102);
  });

  test("is refused after too many failures of the person", async () => {
    const body = { pinfl: pinflOf(6), birthDate: "01.01.2000" };
    const answer = await start(live, body);
    const session = service.deps.db
      .selectFrom("sessions")
      .selectAll()
      .where("id", "=", answer.data.attemptId);
    const row = await session.executeTakeFirstOrThrow();
    const failed = Array.from({ length: 10 }, (_, i) => ({
      ...row,
      id: `${row.id.slice(0, 18)}${String(i).padStart(3, "0")}` as SessionId,
      transactionId: next(),
      state: "failed" as const,
      failureReason: "face_not_matched" as const,
      decidedAt: new Date(service.clock.now),
    }));
    await service.deps.db.insertInto("sessions").values(failed).execute();
    expect(await start(live, body)).toMatchObject({ http: 400, statusCode: 10100 });
  });

  test("is refused with 10500 while the registry is unavailable", async () => {
    await service.deps.db
      .insertInto("registrySources")
      .values({ id: "src_test", name: "down", url: "https://registry.example", timeoutMs: 100, mapping: {} })
      .execute();
    const outbound = service.deps.outbound;
    Object.assign(service.deps, {
      outbound: {
        ...outbound,
        send: async () => ({ kind: "failed", reason: "connect", detail: "", timings: { total: 1 } }),
      },
    });
    expect(await start(shop, { ...resident, pinfl: "98765432109876" })).toMatchObject({
      http: 500,
      statusCode: 10500,
    });
    Object.assign(service.deps, { outbound });
    await service.deps.db.deleteFrom("registrySources").execute();
  });
});

describe("a verification", () => {
  test.each([
    ["/start/second", "/start/verification/second", resident],
    ["/start/foreign", "/start/verification/foreign", { document: sampleCrossing.document }],
  ])("after %s is for people identified before, in this project", async (first, second, who) => {
    const project = await service.project("test");
    expect(await start(project, who, second)).toMatchObject({ http: 400, statusCode: 10200 });
    const { attemptId } = (await start(project, who, first)).data;
    expect((await start(project, who, second)).statusCode).toBe(10200);
    await service.simulate(attemptId);
    expect((await start(project, who, second)).http).toBe(201);
    expect((await start(await service.project("test"), who, second)).statusCode).toBe(10200);
  });
});

describe("outcome hooks", () => {
  test("are called once each, with nothing personal, on success and on failure", async () => {
    const hooks = ["https://shop.example/a", "https://shop.example/b", "https://shop.example/a"];
    for (const [outcome, statusCode, redirect] of [
      [{ result: "success" }, 200, staticUrls.SUCCESS_REDIRECT_URL],
      [{ result: "failure", reason: "simulated" }, 10203, staticUrls.ERROR_REDIRECT_URL],
    ] as const) {
      const transactionId = next();
      const { attemptId } = (await start(shop, { ...resident, transactionId, hooks })).data;
      await service.simulate(attemptId, outcome);
      const bodies = await service.bodies(attemptId);
      expect(bodies.map((each) => each.webhookUrl).sort()).toEqual(hooks.slice(0, 2));
      for (const { body } of bodies) {
        expect(body).toMatchObject({ statusCode, data: { redirect, attemptId, transactionId } });
        expect(Object.keys(body.data)).toEqual(["redirect", "attemptId", "hash", "transactionId"]);
      }
    }
  });

  test.each([
    ["http://shop.example/a", 10102],
    ["https://127.0.0.1/a", 10102],
    ["https://[::1]/a", 10102],
    ["https://user:password@shop.example/a", 10102],
    ["ftp://shop.example/a", 10102],
    ["nonsense", 10102],
    [7, 20202],
  ])("are refused by place: %s", async (hook, statusCode) => {
    expect(await start(shop, { ...resident, hooks: ["https://shop.example/", hook] })).toMatchObject({
      http: 400,
      statusCode,
      data: { field: "hooks[1]" },
    });
  });

  test("are ten at most", async () => {
    const hooks = Array.from({ length: 11 }, (_, i) => `https://shop.example/${i}`);
    expect(await start(shop, { ...resident, hooks })).toMatchObject({
      statusCode: 20202,
      data: { field: "hooks" },
    });
    expect((await start(shop, { ...resident, hooks: hooks.slice(1) })).http).toBe(201);
  });
});
