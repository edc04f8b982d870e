import {
  createdKycSessionSchema,
  kycSessionListSchema,
  kycSessionSchema,
  loveAndPayFailureReasonCodes,
  loveAndPayFailureReasons,
} from "@countersign/wire";
import { beforeAll, describe, expect, test } from "vitest";
import { changeConfig } from "../../projects/index.ts";
import { type KycService, startKycService } from "./testing/service.ts";

const identity = {
  firstName: "Тест",
  lastName: "Образцов",
  birthDate: "1990-05-15",
  nationality: "RU",
  documentType: "passport",
  documentNumber: "45 67 895678",
} as const;

let service: KycService;
beforeAll(async () => {
  service = await startKycService();
  const { deps, own } = service;
  const operator = { kind: "operator", id: "bootstrap", name: "test" } as const;
  await changeConfig(deps, own.project.id, { SUCCESS_REDIRECT_URL: "https://shop.example/back" }, operator);
  await service.kyc(
    "POST",
    "/v1/webhooks",
    { url: "https://receiver.example/kyc", events: ["kyc.completed", "kyc.failed"] },
    service.operator,
  );
});

async function start(body: object = {}) {
  service.clock.now += 1;
  const answer = await service.kyc("POST", "/v2/kyc/sessions", body);
  expect(answer.status).toBe(201);
  return createdKycSessionSchema.parse(answer.body);
}

async function read(id: string) {
  const answer = await service.kyc("GET", `/v2/kyc/sessions/${id}`);
  expect(answer.status).toBe(200);
  return kycSessionSchema.parse(answer.body);
}

describe("a session", () => {
  test("is started with nothing given, for half an hour", async () => {
    const session = await start();
    expect(session).toMatchObject({ status: "NOT_STARTED", sessionId: session.id });
    expect(session.id).toMatch(/^kyc_[A-Za-z0-9_-]{21}$/);
    expect(session.verificationUrl).toMatch(/^https:\/\/verify\.example\/s\/[A-Za-z0-9_-]{21}#[\w-]{43}$/);
    expect(Date.parse(session.expiresAt)).toBe(service.clock.now + 30 * 60_000);
    expect(await read(session.id)).toMatchObject({
      language: "ru",
      level: "basic",
      metadata: {},
      result: null,
    });
  });

  test("gives back what it was given, metadata to the letter", async () => {
    const metadata = { userId: "user_12345", z: [1, null, { ю: "😀" }], a: 1e21 };
    const given = {
      customerId: "c-1",
      customerEmail: "test@example.com",
      customerPhone: "+70000000000",
      language: "kk",
      level: "basic",
    };
    const { id } = await start({ ...given, metadata });
    const session = await read(id);
    expect(session).toMatchObject(given);
    expect(JSON.stringify(session.metadata)).toBe(JSON.stringify(metadata));
  });

  test("takes the project's own address to return to, and no other", async () => {
    await start({ callbackUrl: "https://shop.example/back" });
    const answer = await service.kyc("POST", "/v2/kyc/sessions", {
      callbackUrl: "https://elsewhere.example/",
    });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { code: "callback_url_not_allowed", field: "callbackUrl" } },
    });
    expect(answer.body.error.message).toContain("SUCCESS_REDIRECT_URL");
    expect(JSON.stringify(answer.body)).not.toContain("elsewhere");
  });

  test("goes from NOT_STARTED over IN_PROGRESS to APPROVED, with scores and the number masked", async () => {
    const { id, verificationUrl } = await start();
    expect((await read(id)).status).toBe("NOT_STARTED");
    await service.goThrough(verificationUrl);
    expect(await read(id)).toMatchObject({ status: "IN_PROGRESS", result: null, completedAt: null });
    await service.decide(id, { decision: "approved", identity });
    const session = await read(id);
    expect(session).toMatchObject({
      status: "APPROVED",
      result: {
        scores: { document: 1, face: 1, liveness: null },
        verifiedData: { firstName: "Тест", dateOfBirth: "1990-05-15", documentNumber: "****5678" },
        failureReason: null,
      },
      completedAt: new Date(service.clock.now).toISOString(),
    });
    expect(JSON.stringify(session)).not.toContain("895678");
  });

  test.each(loveAndPayFailureReasonCodes)(
    "that is refused for %s says so with advice, in its language",
    async (reason) => {
      for (const language of ["ru", "en", "kk"] as const) {
        const { id, verificationUrl } = await start({ language });
        await service.goThrough(verificationUrl);
        await service.decide(id, { decision: "refused", reasons: [reason] });
        const { title, advice } = loveAndPayFailureReasons[reason];
        const failureDetails = `${title[language]}. ${advice[language]}.`;
        expect(await read(id)).toMatchObject({
          status: "DECLINED",
          result: { failureReason: reason, failureDetails, verifiedData: null },
        });
        const { data } = JSON.parse(await service.message(id));
        expect(data.session).toMatchObject({ status: "failed", failureReason: reason, failureDetails });
      }
    },
  );

  test("that was refused has a link to try again where the project allows it, and its event doesn't", async () => {
    const refuse = async () => {
      const { id, verificationUrl } = await start({ customerId: "c-2" });
      await service.goThrough(verificationUrl);
      await service.decide(id, { decision: "refused", reasons: ["document_unreadable"] });
      return id;
    };
    const settings = `/projects/${service.own.project.id}`;
    expect(await read(await refuse())).toMatchObject({ status: "DECLINED", retryUrl: null });
    await service.call("operator", "PATCH", settings, { applicantPage: { retries: 1 } });
    const id = await refuse();
    const { retryUrl } = await read(id);
    expect(await service.message(id)).not.toContain("retry");
    const { pathname, hash } = new URL(retryUrl ?? "");
    const retried = await service.app.inject({
      method: "POST",
      url: `${pathname}/retry`,
      headers: { "x-page-token": hash.slice(1) },
    });
    const { attemptId, pageToken } = retried.json();
    expect(await read(`kyc_${attemptId}`)).toMatchObject({ status: "NOT_STARTED", customerId: "c-2" });
    await service.goThrough(`https://verify.example/s/${attemptId}#${pageToken}`);
    await service.decide(`kyc_${attemptId}`, { decision: "approved", identity });
    expect(await read(`kyc_${attemptId}`)).toMatchObject({ status: "APPROVED", retryUrl: null });
    await service.call("operator", "PATCH", settings, { applicantPage: { retries: 0 } });
  });

  test("that was not finished is EXPIRED, whether late or abandoned", async () => {
    const given = await start();
    const { pathname, hash } = new URL(given.verificationUrl);
    await service.app.inject({
      method: "POST",
      url: `${pathname}/abort`,
      headers: { "x-page-token": hash.slice(1) },
    });
    const late = await start();
    service.clock.now += 31 * 60_000;
    expect((await read(given.id)).status).toBe("EXPIRED");
    expect((await read(late.id)).status).toBe("EXPIRED");
  });

  test("is its project's alone, and of this surface alone", async () => {
    const { id } = await start();
    const foreign = { "x-api-key": service.tokens.stranger };
    expect((await service.kyc("GET", `/v2/kyc/sessions/${id}`, undefined, foreign)).status).toBe(404);
    expect((await service.kyc("GET", "/v2/kyc/sessions", undefined, foreign)).body).toMatchObject({
      total: 0,
    });
    const { body } = await service.call("project", "POST", "/sessions", {
      projectId: service.own.project.id,
      method: "document",
    });
    expect((await service.kyc("GET", `/v2/kyc/sessions/kyc_${body.id}`)).status).toBe(404);
  });

  test("whose person was erased keeps its status and tells nothing personal", async () => {
    const { id, verificationUrl } = await start({
      customerEmail: "test@example.com",
      metadata: { userId: "1" },
    });
    await service.goThrough(verificationUrl);
    await service.decide(id, { decision: "approved", identity });
    await service.call("operator", "POST", `/sessions/${id.slice(4)}/redact`);
    expect(await read(id)).toMatchObject({
      status: "APPROVED",
      customerEmail: null,
      metadata: {},
      result: { verifiedData: null },
    });
  });
});

test("sessions are listed by status and page, newest first", async () => {
  const fresh = await start();
  const list = async (query: string) =>
    kycSessionListSchema.parse((await service.kyc("GET", `/v2/kyc/sessions?${query}`)).body);
  const all = await list("limit=100");
  expect(all.data[0]?.id).toBe(fresh.id);
  expect(all.total).toBe(all.data.length);
  for (const status of ["NOT_STARTED", "IN_PROGRESS", "APPROVED", "DECLINED", "EXPIRED"] as const) {
    const some = await list(`status=${status}&limit=100`);
    expect(some.data).toEqual(all.data.filter((session) => session.status === status));
    expect(some.total).toBe(some.data.length);
  }
  const second = await list("limit=2&offset=1");
  expect(second).toEqual({ data: all.data.slice(1, 3), total: all.total, limit: 2, offset: 1 });
});
