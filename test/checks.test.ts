import { expect, test } from "vitest";
import type { Answer } from "../examples/demo/client.ts";
import { findings } from "./support/accessibility.ts";
import { pageForTest, screenshot } from "./support/browser.ts";
import { pageCall, reviewOf, showPassport, untilProcessed } from "./support/document-session.ts";
import {
  glaringPassportForTest,
  greyForTest,
  identityForTest,
  passportForTest,
} from "./support/drawn-documents.ts";
import { faceForTest } from "./support/drawn-faces.ts";
import {
  demoPeople,
  operatorToken,
  projectFor,
  receiverForTest,
  serviceForFile,
  type TestService,
} from "./support/service.ts";

// Long enough for pictures to be checked on a busy machine.
const serviceOfFile = serviceForFile("checks", async () => ({ COUNTERSIGN_UPLOAD_CHECK_SECONDS: "60" }));
/** The checks that these pictures can pass: they show no face; see checks-faces.test.ts. */
const documentChecks = [
  "document.mrz",
  "document.digits",
  "document.expiry",
  "document.type",
  "document.country",
  "document.data",
  "session.repeats",
];

let seeds = 0;

/** A different picture for each call, without a face. */
function selfie(): Buffer<ArrayBuffer> {
  const seed = ++seeds;
  return greyForTest(320, 320, (x, y) => (x * y * 7 + x * seed + y * 13) % 256);
}

async function projectWith(service: TestService, policy: object = {}): Promise<Answer> {
  const { id } = await service.manage("/projects", { name: "Bank", mode: "live", language: "en" });
  const checksPolicy = { approve: documentChecks, samplePercent: 0, retakes: 0, ...policy };
  return service.manage(`/projects/${id}`, { checks: "decide", checksPolicy }, "PATCH");
}

/** A session of a passport, processed. */
async function sessionOf(
  service: TestService,
  project: Answer,
  passport: Buffer<ArrayBuffer>,
  expectedIdentity: object = identityForTest,
): Promise<Answer> {
  const input = { projectId: project.id, method: "document", expectedIdentity };
  const { id, url } = await service.manage("/sessions", input);
  await showPassport(url, [
    ["document_front", passport],
    ["selfie", selfie()],
  ]);
  return untilProcessed(service, id);
}

function codesOf(checks: Answer): Record<string, string> {
  return Object.fromEntries(
    checks.data.map((one: Answer) => [one.capture ? `${one.name} ${one.capture}` : one.name, one.code]),
  );
}

/** A call of the management API that is expected to be refused: its status and problem. */
async function refusalOf(service: TestService, path: string, body: object, token = operatorToken) {
  const response = await fetch(`${service.url()}/manage/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, problem: (await response.json()) as Answer };
}

test("a good passport is approved by the policy, and every verdict is stored with what it saw", async () => {
  const service = await serviceOfFile();
  const project = await projectWith(service);
  const session = await sessionOf(service, project, passportForTest());
  expect(session).toMatchObject({ status: "succeeded", failureReason: null });
  expect(session.timeline.at(-1)).toMatchObject({
    trigger: "approve",
    from: "processing",
    actor: { kind: "system", id: "checks" },
  });

  const checks = await service.manage(`/sessions/${session.id}/checks`);
  expect(checks).toMatchObject({
    mode: "decide",
    status: "done",
    outcome: "approved",
    cause: "policy_met",
    open: [],
  });
  expect(codesOf(checks)).toMatchObject({
    "picture.quality document_front": "quality_good",
    "document.mrz": "zone_read",
    "document.digits": "digits_right",
    "document.expiry": "document_valid",
    "document.type": "type_accepted",
    "document.country": "country_accepted",
    "document.data": "data_match",
    "face.present selfie": "face_missing",
    "face.match": "nothing_to_compare",
    "session.repeats": "nothing_repeated",
    "person.alive": "record_missing",
  });
  const zone = checks.data.find(({ name }: Answer) => name === "document.mrz");
  expect(zone).toMatchObject({ model: expect.stringMatching(/^[0-9a-f]{64}$/), threshold: 0.99 });
  expect(zone.cpuMs).toBeGreaterThan(1);
  expect(zone.evidence.zone.lines[1]).toMatch(/^AB1234567/);

  const [crop] = zone.evidence.pictures;
  const headers = { authorization: `Bearer ${operatorToken}` };
  const shown = await fetch(service.url() + crop.url, { headers });
  expect(shown.headers.get("content-type")).toBe("image/png");
  expect(
    (await fetch(service.url() + crop.url, { headers: { authorization: `Bearer ${project.apiKey}` } })).ok,
  ).toBe(false);
  const { data: audited } = await service.manage(`/audit?projectId=${project.id}&limit=20`);
  const actions = audited.map(({ action }: Answer) => action);
  expect(actions).toEqual(expect.arrayContaining(["session.decide", "session.checks"]));
});

test("an expired passport is refused as document_expired", async () => {
  const service = await serviceOfFile();
  const session = await sessionOf(
    service,
    await projectWith(service),
    passportForTest({ expiryDate: "200101" }),
  );
  expect(session).toMatchObject({ status: "failed", failureReason: "document_expired" });
});

test("a passport of a state that the project doesn't accept is refused as unsupported_document", async () => {
  const service = await serviceOfFile();
  const project = await projectWith(service, { countries: ["KAZ", "D"] });
  const session = await sessionOf(service, project, passportForTest());
  expect(session).toMatchObject({ status: "failed", failureReason: "unsupported_document" });
});

test("a different document number goes to review, with both values, and so does a document that somebody else has used", async () => {
  const service = await serviceOfFile();
  const project = await projectWith(service);
  const expected = { ...identityForTest, documentNumber: "AB7654321" };
  const session = await sessionOf(service, project, passportForTest(), expected);
  expect(session.status).toBe("in_review");
  const review = await reviewOf(service, session);
  expect(review.checks).toMatchObject({ outcome: "review", cause: "check_open", open: ["document.data"] });
  const { evidence } = review.checks.data.find(({ name }: Answer) => name === "document.data");
  expect(evidence.fields.filter(({ matches }: Answer) => matches === false)).toEqual([
    { field: "documentNumber", read: "AB1234567", expected: "AB7654321", registry: null, matches: false },
  ]);

  const again = await sessionOf(service, project, passportForTest());
  const repeats = (await reviewOf(service, again)).checks.data.find(
    ({ name }: Answer) => name === "session.repeats",
  );
  expect(repeats).toMatchObject({ verdict: "consider", code: "picture_seen" });
  expect(repeats.evidence.sessionIds).toEqual([session.id]);
});

test("an assisting check decides nothing; a machine counts as neither of two people; a sampled decision goes to review", async () => {
  const service = await serviceOfFile();
  const expectCause = async (settings: object, cause: object) => {
    const { id } = await projectWith(service);
    await service.manage(`/projects/${id}`, settings, "PATCH");
    const session = await sessionOf(service, { id }, passportForTest());
    expect(session.status).toBe("in_review");
    expect(await service.manage(`/sessions/${session.id}/checks`)).toMatchObject(cause);
  };
  await expectCause({ checks: "assist" }, { mode: "assist", cause: "assist" });
  await expectCause({ twoPersonApproval: true }, { cause: "two_people" });
  await expectCause({ checksPolicy: { samplePercent: 100 } }, { cause: "sampled", proposed: "approved" });
});

test("an approval under another name or birth date needs an operator's override, which is audited", async () => {
  const service = await serviceOfFile();
  const project = await projectWith(service);
  await service.manage(`/projects/${project.id}`, { checks: "assist" }, "PATCH");
  const session = await sessionOf(service, project, passportForTest());
  const review = await reviewOf(service, session);
  expect(review.blocks).toEqual([]);
  const identity = { firstName: "Nilufar", lastName: "Rahimova", birthDate: "2025-02-14" };
  const decision = { decision: "approved", identity };
  const { status, problem } = await refusalOf(service, `/reviews/${review.id}/decision`, decision);
  expect({ status, code: problem.code }).toEqual({ status: 422, code: "override_required" });
  expect(problem.errors.map(({ field }: Answer) => field)).toEqual(["override", "override"]);

  const { token } = await service.manage("/operators", { name: "Rita", role: "reviewer" });
  const override = { reason: "She has married and the date was mistyped." };
  const byReviewer = await refusalOf(
    service,
    `/reviews/${review.id}/decision`,
    { ...decision, override },
    token,
  );
  expect(byReviewer.problem.errors).toEqual([
    { field: "override", problem: "can only be given by admin or operator" },
  ]);

  // A different spelling of the same name is not a different name.
  const cyrillic = { firstName: "Нилуфар", lastName: "Каримова" };
  const decided = await service.manage(`/reviews/${review.id}/decision`, {
    decision: "approved",
    identity: { ...cyrillic, birthDate: "2025-02-14" },
    override,
  });
  expect(decided).toMatchObject({ decision: "approved" });
  const { data } = await service.manage(`/audit?projectId=${project.id}&action=review.decide`);
  expect(data[0].details).toMatchObject({ overridden: ["birth_date_differs"] });
  expect((await service.manage(`/reviews/${review.id}`)).overrideReason).toBe(override.reason);
});

test("a person who is dead according to the registry can't be approved without an override", async () => {
  const service = await serviceOfFile();
  const [living] = demoPeople().filter(({ photo, locked }) => photo !== null && locked !== true);
  const dead = { ...living, person: { ...living.person, liveStatus: false } };
  await service.manage("/registry/people", [dead]);
  const { id, secret } = await projectFor(service, await receiverForTest(), "live");
  const { data } = await service.check("/check/start/second", {
    projectId: id,
    secret,
    pinfl: dead.person.pinfl,
    birthDate: dead.person.birthDate,
    transactionId: "dead-1",
    hooks: [],
  });
  await pageCall(data.fullUrl, "consent");
  await pageCall(data.fullUrl, "capture?kind=face", Buffer.from(dead.photo, "base64"));
  const session = await untilProcessed(service, data.attemptId);
  expect(session.status).toBe("in_review");
  const review = await reviewOf(service, session);
  expect(review.blocks).toContain("person_dead");
  expect(review.registryPerson).toEqual(dead.person);
  expect(review.earlierSessions).toEqual([]);
  expect(codesOf(review.checks)).toMatchObject({
    "person.alive": "person_dead",
    "session.repeats": "registry_picture_sent",
  });
  const { problem } = await refusalOf(service, `/reviews/${review.id}/decision`, { decision: "approved" });
  expect(problem.code).toBe("override_required");
});

test("without checks, one file for several poses is refused, and a separate file for each is accepted", async () => {
  const service = await serviceOfFile();
  const { id } = await projectWith(service);
  await service.manage(`/projects/${id}`, { checks: "off" }, "PATCH");
  const started = await service.manage("/sessions", { projectId: id, method: "liveness" });
  await pageCall(started.url, "consent");
  const file = selfie();
  const [first, second, third] = ["pose_front", "pose_left", "pose_right"].map(
    (kind) => `capture?kind=${kind}`,
  );
  expect((await pageCall(started.url, first ?? "", file)).status).toBe(200);
  expect(await pageCall(started.url, second ?? "", file)).toMatchObject({
    status: 422,
    body: { code: "image_repeated" },
  });
  await pageCall(started.url, second ?? "", selfie());
  expect((await pageCall(started.url, third ?? "", selfie())).status).toBe(200);
  expect((await untilProcessed(service, started.id)).status).toBe("in_review");
});

test("the page requests a picture with glare again, with advice, and accepts the next one; a reviewer can request one, too", async () => {
  const service = await serviceOfFile();
  const { id: projectId } = await projectWith(service, { retakes: 3 });
  const settings = { checks: "assist", applicantPage: { allowFiles: true } };
  await service.manage(`/projects/${projectId}`, settings, "PATCH");
  const input = { projectId, method: "document", expectedIdentity: identityForTest };
  const { id, url } = await service.manage("/sessions", input);
  await pageCall(url, "consent");
  await pageCall(url, "document-type", { documentType: "passport" });
  const { page, errors } = await pageForTest();
  const show = async (buffer: Buffer) => {
    await page.locator("input[type=file]").setInputFiles({ name: "a.png", mimeType: "image/png", buffer });
    await page.getByRole("button", { name: "Send" }).click();
  };
  await page.goto(url);
  await show(glaringPassportForTest());
  const advice = page.getByRole("alert");
  await advice.getByText("Glare covers part of the document.").waitFor();
  await page.getByRole("button", { name: "Take photo" }).waitFor();
  expect(await findings(page)).toEqual([]);
  await screenshot(page, "applicant-retake-390");
  await page.reload();
  await advice.getByText("Tilt it a little, away from the lamp").waitFor();
  await show(passportForTest());
  await page.getByRole("heading", { name: "Take a selfie" }).waitFor();
  expect(await advice.count()).toBe(0);
  await show(faceForTest({ seed: 4 }));
  await page.getByRole("heading", { name: "Check in progress" }).waitFor();
  const session = await untilProcessed(service, id);
  const asked = session.timeline.filter(({ trigger }: Answer) => trigger === "ask_again");
  expect(asked).toMatchObject([{ from: "started", to: "started", actor: { kind: "system", id: "checks" } }]);

  const review = await reviewOf(service, session);
  expect(review.resubmission.left).toBe(2);
  const captures = [{ kind: "document_front", reason: "cut_off" }];
  const sentBack = await service.manage(`/reviews/${review.id}/resubmission`, { captures });
  expect(sentBack).toMatchObject({ status: "decided", decision: "resubmission_requested" });
  // The waiting page requests it automatically.
  await advice.getByText("Part of it is missing or covered.").waitFor();
  await screenshot(page, "applicant-resubmission-390");
  await show(passportForTest());
  await page.getByRole("heading", { name: "Check in progress" }).waitFor();
  expect((await untilProcessed(service, id)).status).toBe("in_review");
  expect(await service.manage(`/sessions/${id}/checks`)).toMatchObject({ cause: "assist" });
  const { data } = await service.manage(`/audit?projectId=${projectId}&action=review.resubmission`);
  expect(data[0].details).toEqual({ captures });
  expect(errors).toEqual([]);
});
