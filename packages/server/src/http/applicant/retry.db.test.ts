import {
  applicantReasonTexts,
  applicantStateSchema,
  retryStartedSchema,
  sessionDetailSchema,
  sessionReasonCodes,
} from "@countersign/wire";
import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "../../db/testing/database.ts";
import type { Project } from "../../projects/index.ts";
import { projectForTest } from "../../verification/testing/stage.ts";
import { createHttpStage, type HttpStage } from "../testing/stage.ts";

let http: HttpStage;
let trial: Project;
let key: string;
beforeAll(async () => {
  const { db } = await testDatabase();
  http = await createHttpStage(db);
  trial = await projectForTest(http.stage, "test");
  key = await http.projectToken(trial.id);
  await manage("PATCH", `/projects/${trial.id}`, { applicantPage: { retries: 1 } });
});

async function manage(method: "GET" | "POST" | "PATCH", path: string, payload?: object, token?: string) {
  const response = await http.app.inject({
    method,
    url: `/manage/v1${path}`,
    headers: { authorization: `Bearer ${token ?? http.operatorToken}` },
    ...(payload && { payload }),
  });
  return { status: response.statusCode, body: response.json() };
}

/** A call of the page at this address. */
async function page(address: string, step: "state" | "retry" | "consent") {
  const { pathname, hash } = new URL(address);
  const response = await http.app.inject({
    method: step === "state" ? "GET" : "POST",
    url: `${pathname}/${step}`,
    headers: { "x-page-token": hash.slice(1) },
  });
  return { status: response.statusCode, body: response.json() };
}

async function failed(reason: string): Promise<{ id: string; url: string }> {
  const { body } = await manage("POST", "/sessions", {
    projectId: trial.id,
    method: "document",
    userId: "client-1",
  });
  await manage("POST", `/sessions/${body.id}/simulate`, { outcome: "failed", reason });
  return body;
}

const detail = async (id: string, token?: string) =>
  sessionDetailSchema.parse((await manage("GET", `/sessions/${id}`, undefined, token)).body);

test("an applicant who failed tries again from the page, once from however many tabs", async () => {
  const { id, url } = await failed("document_unreadable");
  expect(applicantStateSchema.parse((await page(url, "state")).body)).toMatchObject({
    state: "failed",
    reasons: ["document_unreadable"],
    canRetry: true,
  });
  const tabs = await Promise.all([page(url, "retry"), page(url, "retry")]);
  expect(tabs[0]).toEqual(tabs[1]);
  const { attemptId, pageToken } = retryStartedSchema.parse(tabs[0]?.body);
  const second = new URL(`/s/${attemptId}#${pageToken}`, url).href;
  expect((await page(second, "consent")).body).toMatchObject({ state: "started", canRetry: false });
  expect(await detail(attemptId)).toMatchObject({
    attempt: 2,
    retryOf: id,
    retry: null,
    userId: "client-1",
    timeline: [{ trigger: "start", actor: { kind: "applicant" } }, { trigger: "consent" }],
  });
  expect(await detail(id)).toMatchObject({ attempt: 1, retryOf: null, retry: { sessionId: attemptId } });
  const { body } = await manage("GET", `/audit?projectId=${trial.id}&action=session.retry`);
  expect(body.data).toMatchObject([{ target: attemptId, actor: { kind: "applicant", id } }]);
  expect(http.log.join("")).not.toContain(pageToken);
});

test("after every reason but three, with its advice in all five languages, Try again works", async () => {
  const without: string[] = [];
  for (const reason of sessionReasonCodes) {
    const { url } = await failed(reason);
    const { canRetry, reasons } = applicantStateSchema.parse((await page(url, "state")).body);
    const { status, body } = await page(url, "retry");
    expect([reason, canRetry]).toEqual([reason, status === 200]);
    if (!canRetry) {
      without.push(reason);
      continue;
    }
    const next = new URL(`/s/${body.attemptId}#${body.pageToken}`, url).href;
    expect((await page(next, "consent")).body).toMatchObject({ state: "started" });
    for (const texts of Object.values(applicantReasonTexts))
      for (const each of reasons) expect(texts[each].advice).not.toBe("");
  }
  expect(without).toEqual(["registry_photo_missing", "identity_mismatch", "suspected_fraud"]);
});

test("the failed session's view has a link for the integrator, which people are not shown", async () => {
  const { id } = await failed("selfie_mismatch");
  expect((await detail(id)).retry).toEqual({
    url: null,
    sessionId: null,
    until: new Date(http.stage.now + 72 * 60 * 60_000).toISOString(),
  });
  const url = (await detail(id, key)).retry?.url ?? "";
  expect((await page(url, "state")).body).toMatchObject({ reasons: ["selfie_mismatch"], canRetry: true });
  const { body } = await page(url, "retry");
  expect((await detail(id, key)).retry).toEqual({ url, sessionId: body.attemptId, until: null });
  expect(http.log.join("")).not.toContain(new URL(url).hash.slice(1));
});

test("nobody tries again who may not, and the refusal doesn't say why", async () => {
  const fraud = await failed("suspected_fraud");
  const exhausted = await failed("poor_lighting");
  const { body } = await page(exhausted.url, "retry");
  await manage("POST", `/sessions/${body.attemptId}/simulate`, {
    outcome: "failed",
    reason: "poor_lighting",
  });
  const last = new URL(`/s/${body.attemptId}#${body.pageToken}`, fraud.url).href;
  for (const url of [fraud.url, last]) {
    expect((await page(url, "state")).body).toMatchObject({ state: "failed", canRetry: false });
    expect(await page(url, "retry")).toMatchObject({
      status: 409,
      body: { code: "conflict", detail: "This session can't be tried again." },
    });
  }
  expect((await detail(fraud.id, key)).retry).toBeNull();
  const stranger = `${new URL(fraud.url).origin}/s/${exhausted.id}#${new URL(fraud.url).hash.slice(1)}`;
  expect(await page(stranger, "retry")).toMatchObject({ status: 401 });
});

test.each([[{ retries: -1 }], [{ retries: 6 }], [{ retries: 1.5 }]])(
  "%j is refused",
  async (applicantPage) => {
    const { status, body } = await manage("PATCH", `/projects/${trial.id}`, { applicantPage });
    const problem = "must be a whole number from 0 to 5";
    expect([status, body.errors]).toEqual([422, [{ field: "applicantPage.retries", problem }]]);
  },
);
