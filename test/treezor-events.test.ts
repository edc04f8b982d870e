import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { type Answer, type Call, caller } from "../examples/demo/client.ts";
import type { Received, Receiver } from "../examples/demo/receiver.ts";
import { programForTest } from "../scripts/programs.ts";
import { pdfForTest, pictureForTest } from "./support/files.ts";
import {
  operatorToken,
  receiverForTest,
  serviceForFile,
  type TestService,
  until,
} from "./support/service.ts";

/**
 * Every sample of Treezor's documentation: what distinguishes it from others of its type, and the
 * values that must be equal. The list is written by hand, so that a missing sample fails.
 */
const samples: Readonly<Record<string, { result?: string; same: readonly string[] }>> = {
  "user-kycrequest": { same: ["userStatus", "kycLevel", "kycReview", "kycReviewComment", "codeStatus"] },
  "user-kycreview": { same: ["userStatus", "kycLevel", "kycReview", "codeStatus"] },
  "kycreview-request": {
    same: ["kycReview", "kycStatus", "kycReviewType", "codeStatus", "informationStatus"],
  },
  "kycreview-result": {
    same: ["kycReview", "kycStatus", "kycReviewType", "codeStatus", "informationStatus"],
  },
  "document-create": {
    same: ["documentStatus", "documentTypeId", "documentType", "modifiedDate", "codeStatus"],
  },
  "document-update": { same: ["documentStatus", "documentTypeId", "documentType", "codeStatus"] },
  "document-cancel": { same: ["documentStatus", "documentTypeId", "documentType", "codeStatus"] },
  "kycliveness-create": { same: ["kyc-status", "comment", "score"] },
  "kycliveness-update": { same: ["kyc-status", "comment", "refusal-details", "score"] },
  "qes-created": { same: ["result", "identificationTime"] },
  "qes-processing": { same: ["result"] },
  "qes-aborted": { same: ["result", "reason"] },
  "qes-finalized-success-data-changed": { result: "SUCCESS_DATA_CHANGED", same: ["result", "identity"] },
  "qes-finalized-canceled": { result: "CANCELED", same: ["result", "identity", "reason"] },
  "video-conference-created": { same: ["result", "identificationTime"] },
  "video-conference-processing": { same: ["result"] },
  "video-conference-aborted": { same: ["result", "reason"] },
  "video-conference-finalized-success-data-changed": {
    result: "SUCCESS_DATA_CHANGED",
    same: ["result", "identity"],
  },
  "video-conference-finalized-canceled": { result: "CANCELED", same: ["result", "identity", "reason"] },
};

const vectors = new URL("../packages/wire/src/dialects/vectors/", import.meta.url);
const sampleBody = (name: string): Answer =>
  JSON.parse(readFileSync(new URL(`treezor-${name}.json`, vectors), "utf8")).body;

interface Stage {
  service: TestService;
  receiver: Receiver;
  project: Answer;
  hook: Answer;
  /** Calls the Treezor API with the project's key. */
  api: Call;
}

const serviceOfFile = serviceForFile("treezor-events");

async function stage(): Promise<Stage> {
  const service = await serviceOfFile();
  const receiver = await receiverForTest();
  const project = await service.manage("/projects", { name: "Fintech", mode: "test", language: "en" });
  const operator = { authorization: `Bearer ${operatorToken}`, "x-project-id": project.id };
  const hook = await caller(service.url(), operator)("/settings/hooks", { url: `${receiver.url}/treezor` });
  const api = caller(service.url(), { authorization: `Bearer ${project.apiKey}` });
  return { service, receiver, project, hook, api };
}

/** Makes the calls of the applicant's page at this address. */
function applicant(url: string) {
  const { origin, pathname, hash } = new URL(url);
  const token = { "x-page-token": hash.slice(1) };
  const send = async (path: string, type: string, body: string | Buffer<ArrayBuffer>) => {
    const headers = { ...token, "content-type": type };
    const response = await fetch(`${origin}${pathname}${path}`, { method: "POST", headers, body });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  };
  return {
    attemptId: pathname.slice("/s/".length),
    say: (path: string, body: object = {}) => send(path, "application/json", JSON.stringify(body)),
    show: (kind: string, side: number) => send(`/capture?kind=${kind}`, "image/png", pictureForTest(side)),
  };
}

/** Decides the review of a session or user, as an operator does. */
async function decide(
  { service, project }: Stage,
  of: object,
  decision: object,
  notes?: object,
): Promise<void> {
  const { data } = await service.manage(`/reviews?projectId=${project.id}&status=open`);
  const review = data.find((one: Answer) => Object.entries(of).every(([name, value]) => one[name] === value));
  if (review.method === "qes" || review.method === "video_conference") {
    await service.manage(`/reviews/${review.id}/claim`, {});
  }
  if (notes !== undefined) await service.manage(`/reviews/${review.id}/notes`, notes, "PUT");
  await service.manage(`/reviews/${review.id}/decision`, decision);
}

/** The members of a body, including nested ones, as lines of path and type in order. */
function outline(value: unknown, path = ""): string[] {
  const own = `${path}: ${value === null ? "null" : Array.isArray(value) ? "array" : typeof value}`;
  if (typeof value !== "object" || value === null) return [own];
  return [own, ...Object.entries(value).flatMap(([key, inner]) => outline(inner, `${path}/${key}`))];
}

const envelopeOf = (body: Answer): Answer => (typeof body.webhook === "object" ? body.webhook : body);
const payloadOf = (body: Answer): Answer => {
  const { object_payload: payload } = envelopeOf(body);
  return payload.users?.[0] ?? payload.documents?.[0] ?? payload;
};

/** As in Treezor's documentation, in PHP: decode, encode the payload again, compare. */
function verifiedByPhp(bodies: readonly string[], secret: string): string[] {
  const script = `
    while (($line = fgets(STDIN)) !== false) {
      $message = json_decode($line, true);
      $envelope = is_array($message['webhook']) ? $message['webhook'] : $message;
      $mac = base64_encode(hash_hmac('sha256', json_encode($envelope['object_payload']), '${secret}', true));
      echo hash_equals($mac, $envelope['object_payload_signature']) ? "genuine" : "forged", "\\n";
    }`;
  const php = programForTest("php");
  const options = { input: `${bodies.join("\n")}\n`, encoding: "utf8" } as const;
  return execFileSync(php, ["-d", "serialize_precision=-1", "-r", script], options).trim().split("\n");
}

function verifiedByPackage({ text, headers }: Received, secret: string): boolean {
  try {
    new Webhook(secret).verify(text, headers);
    return true;
  } catch {
    return false;
  }
}

const seen = {
  qes: { firstName: "ALEX", lastName: "OAK", birthDate: "1983-08-12", gender: "OTHER", birthPlace: "BERLIN" },
  "video-conference": {
    firstName: "ALEX",
    lastName: "OAK",
    birthDate: "1983-10-30",
    gender: "F",
    issuingPlace: "ISSUER",
    birthPlace: "BIRTHPLACE",
  },
};

/**
 * Three calls of one method: in one the agent corrects the data, one is rejected, one is aborted.
 */
async function calls(at: Stage, userId: string, path: string, method: keyof typeof seen): Promise<void> {
  const open = async () => {
    const { identification } = await at.api(`/v1/users/${userId}/${path}`, {});
    const page = applicant(identification.identificationUrl);
    await page.say("/consent");
    return page;
  };
  const changed = await open();
  await changed.say("/join");
  const issued = method === "qes" ? { issuingPlace: "STADT KÖLN" } : {};
  const identity = { ...seen[method], ...issued };
  const override = { reason: "The agent has seen the document." };
  await decide(at, { sessionId: changed.attemptId }, { decision: "approved", identity, override });

  const refused = await open();
  await refused.say("/join");
  const of = { sessionId: refused.attemptId };
  await decide(
    at,
    of,
    { decision: "refused", reasons: ["not_live"] },
    { identity: { ...seen.qes, ...issued } },
  );

  const left = await open();
  if (method === "qes") await left.say("/abort", { reason: "document_expired" });
  else await at.service.endLifeOf(left.attemptId);
}

test("every sample of Treezor's documentation is caused by its call and arrives with its keys, order and types", async () => {
  expect(
    Object.keys(samples)
      .map((name) => `treezor-${name}.json`)
      .sort(),
  ).toEqual(
    readdirSync(vectors)
      .filter((file) => file.startsWith("treezor-"))
      .sort(),
  );
  const at = await stage();
  const { api, receiver, hook } = at;
  const {
    users: [user],
  } = await api("/v1/users", {
    email: "a.oak@example.com",
    firstname: "Alex",
    lastname: "Öak/Дуб 🌳",
    birthday: "1983-01-01",
    country: "FR",
  });
  const { userId } = user;

  await api(`/v1/users/${userId}/Kycreview`, {}, "PUT");
  await decide(
    at,
    { userId, kind: "user" },
    { decision: "approved", kycLevel: 2, nextReviewDate: "2100-02-25" },
  );

  const add = async (documentTypeId: string) => {
    const content = pdfForTest(`type ${documentTypeId}`).toString("base64");
    const sent = { userId, documentTypeId, name: "Merged_Passport.pdf", fileContentBase64: content };
    return (await api("/v1/documents", sent)).documents[0].documentId;
  };
  await add("17");
  await api(
    `/v1/documents/${await add("9")}`,
    { documentTypeId: "23", documentTag: "draftedstatutes" },
    "PUT",
  );
  await api(`/v1/documents/${await add("21")}`, undefined, "DELETE");

  const opened = await api(`/v1/users/${userId}/kycliveness`, {});
  const page = applicant(opened.identification.identificationUrl);
  await page.say("/consent");
  for (const [index, kind] of ["pose_front", "pose_left", "pose_right"].entries()) {
    await page.show(kind, 400 + index);
  }
  const reasons = ["face_not_shown", "poor_lighting", "identity_mismatch"];
  await decide(at, { sessionId: page.attemptId }, { decision: "refused", reasons });

  await calls(at, userId, "qes", "qes");
  await calls(at, userId, "videoconference", "video-conference");

  const expected = 4 + (3 + 1 + 1) + 2 + 2 * (3 + 2 + 1 + 2);
  await until("every event", () => receiver.received.length >= expected);
  expect(receiver.received).toHaveLength(expected);

  for (const [name, { result, same }] of Object.entries(samples)) {
    const sample = sampleBody(name);
    const { webhook: type } = envelopeOf(sample);
    const candidates = receiver.received
      .map(({ body }) => body as Answer)
      .filter((body) => envelopeOf(body).webhook === type)
      .filter((body) => result === undefined || payloadOf(body).result === result);
    const body = candidates.find((one) =>
      same.every((member) => holds(payloadOf(one), payloadOf(sample), member)),
    );
    expect(body, `${name}: none of ${JSON.stringify(candidates.map(payloadOf))}`).toBeDefined();
    const lines = outline(sample);
    expect(
      outline(body).filter((line) => lines.includes(line)),
      name,
    ).toEqual(lines);
    const more = outline(body).filter((line) => !lines.includes(line));
    expect(notInEverySample, name).toEqual(expect.arrayContaining(more));
    expect(envelopeOf(body).object).toBe(envelopeOf(sample).object);
  }

  const bodies = receiver.received.map(({ text }) => text);
  expect(bodies.some((text) => text.includes("\\ud83c\\udf33"))).toBe(true);
  expect(verifiedByPhp(bodies, hook.secret)).toEqual(bodies.map(() => "genuine"));
  expect(verifiedByPhp(bodies, `${hook.secret}x`)).toEqual(bodies.map(() => "forged"));
  for (const one of receiver.received) {
    expect(verifiedByPackage(one, hook.secret)).toBe(true);
    expect(one.headers["content-type"]).toBe("text/plain");
  }
});

/** Members that some of the documented samples lack; every event has them, at the end. */
const notInEverySample = [
  "/webhook_id: string",
  "/object_payload_signature: string",
  "/webhook_created_at: number",
];

function holds(payload: Answer, sample: Answer, member: string): boolean {
  return JSON.stringify(payload[member]) === JSON.stringify(sample[member]);
}

test("a session's documents are added to the user, with events", async () => {
  const at = await stage();
  const {
    users: [{ userId }],
  } = await at.api("/v1/users", { email: "a.oak@example.com", firstname: "Alex" });
  const { url } = await at.service.manage("/sessions", {
    projectId: at.project.id,
    method: "document",
    userId,
  });
  const page = applicant(url);
  await page.say("/consent");
  await page.say("/document-type", { documentType: "id_card" });
  await page.show("document_front", 400);
  await page.show("document_back", 401);
  await page.show("selfie", 402);
  const created = () =>
    at.receiver.received
      .map(({ body }) => body as Answer)
      .filter(({ webhook }) => webhook === "document.create");
  await until("two documents", () => created().length === 2);
  const { documents } = await at.api(`/v1/documents?userId=${userId}`);
  expect(documents.map((one: Answer) => [one.name, one.documentType])).toEqual([
    ["id_card_front.png", "IDENTITY_CARD"],
    ["id_card_back.png", "IDENTITY_CARD"],
  ]);
});

test("a bulk resend sends the same events again, marked as resent", async () => {
  const at = await stage();
  const startAt = new Date(Date.now() - 60_000).toISOString();
  const {
    users: [{ userId }],
  } = await at.api("/v1/users", { email: "a.oak@example.com" });
  await at.api(`/v1/users/${userId}/Kycreview`, {}, "PUT");
  await until("both events", () => at.receiver.received.length === 2);
  const first = at.receiver.received.map(({ id, text }) => ({ id, text }));

  const endAt = new Date(Date.now() + 60_000).toISOString();
  let asked: Answer;
  await until("both are settled", async () => {
    asked = await at.api("/retry/query", { startAt, endAt });
    return (await at.api(new URL(asked.link).pathname)).matched === 2;
  });
  const { pathname } = new URL(asked.link);
  await at.api(pathname, {});
  await until("both once more", () => at.receiver.received.length === 4);
  const again = at.receiver.received.slice(2);
  expect(again.map(({ id, text }) => ({ id, text }))).toEqual(expect.arrayContaining(first));
  expect(again.map(({ headers }) => headers["countersign-resend"])).toEqual(["true", "true"]);
  await until("it is done", async () => (await at.api(pathname)).status === "DONE");
});
