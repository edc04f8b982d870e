import { readFileSync } from "node:fs";
import type { ApplicantMethod, CaptureKind, EventId, JsonValue, SessionId } from "@countersign/wire";
import { pino } from "pino";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Db, inTransaction } from "../db/index.ts";
import { testDatabase } from "../db/testing/database.ts";
import { type EventsDeps, eventPayload } from "../events/index.ts";
import type { Project } from "../projects/index.ts";
import {
  abortSession,
  chooseDocument,
  claimReview,
  type Decision,
  decideReview,
  expireDue,
  giveConsent,
  joinCall,
  listReviews,
  redactSession,
  type SessionData,
  type StartMethodInput,
  simulateOutcome,
  submitCapture,
} from "../verification/index.ts";
import {
  createStage,
  faceForTest,
  methodSessionForTest,
  projectForTest,
  type Stage,
} from "../verification/testing/stage.ts";
import { announce } from "./index.ts";

const minute = 60_000;
const agent = { kind: "operator", id: "opr_1", name: "O" } as const;
const identity = {
  firstName: "ALEX",
  lastName: "OAK",
  birthDate: "1983-08-12",
  gender: "OTHER",
  birthPlace: "BERLIN",
} as const;
const passport = {
  firstName: "Иван",
  lastName: "Петров",
  birthDate: "1990-05-15",
  nationality: "RU",
  documentType: "passport",
  documentNumber: "4510125678",
} as const;

let db: Db;
let stage: Stage;
let project: Project;
beforeAll(async () => {
  ({ db } = await testDatabase());
});
beforeEach(async () => {
  const cleaner = createStage(db);
  cleaner.now += 1_000_000 * minute;
  await expireDue(cleaner, db);
  stage = createStage(db);
  const events: EventsDeps = {
    clock: stage.clock,
    random: stage.random,
    keyring: stage.keyring,
    log: pino({ level: "silent" }),
  };
  stage.onTransition = (tx, session, move) => announce({ ...stage, events }, tx, session, move);
  project = await projectForTest(stage, "test");
});

type Origin = StartMethodInput["origin"];

async function start(method: ApplicantMethod, origin: Origin, data: SessionData = {}, more: object = {}) {
  const input = { method, origin, data, userId: "4137216", ...more };
  return (await methodSessionForTest(stage, project, input)).session;
}

const later = () => {
  stage.now += minute;
};
const act = async (work: Parameters<typeof inTransaction>[1]) => {
  later();
  await inTransaction(db, work);
};
const consent = (id: SessionId) => act((tx) => giveConsent(stage, tx, id));
const join = (id: SessionId) => act((tx) => joinCall(stage, tx, id));
const send = (id: SessionId, kind: CaptureKind) =>
  act((tx) => submitCapture(stage, tx, id, { photo: faceForTest, kind }));

async function decide(id: SessionId, decision: Decision) {
  const reviews = await listReviews(stage, db, { projectId: project.id, state: "open", limit: 10 });
  const review = reviews.find(({ sessionId }) => sessionId === id);
  if (review === undefined) throw new Error("no review was opened");
  await act((tx) => claimReview(stage, tx, review.id, agent));
  await act(async (tx) => {
    expect((await decideReview(stage, tx, review.id, decision, agent)).kind).toBe("decided");
  });
}

/** The events of a session, in order. */
async function told(id: SessionId): Promise<{ type: string; payload: JsonValue }[]> {
  const rows = await db
    .selectFrom("events")
    .select(["id", "type", "sequence", "keyId"])
    .where("subject", "=", id)
    .orderBy("sequence")
    .execute();
  const sequences = rows.map(({ sequence }) => sequence ?? 0);
  expect(sequences).toEqual([...new Set(sequences)]);
  return Promise.all(
    rows.map(async (row) => ({
      type: row.type,
      payload: (await eventPayload({ ...stage, db }, row.id as EventId)).payload,
    })),
  );
}

async function call(method: "qes" | "video-conference", data: SessionData = {}) {
  const session = await start(method, "treezor", { expectedIdentity: identity, device: "APP", ...data });
  await consent(session.id);
  return session;
}

async function liveness() {
  const session = await start("liveness", "treezor", { expectedIdentity: { ...identity, gender: "M" } });
  await consent(session.id);
  for (const kind of ["pose_front", "pose_left", "pose_right"] as const) await send(session.id, kind);
  return session;
}

async function document(language: StartMethodInput["language"] = "ru") {
  const metadata = { userId: "user_12345", email: "a@example.com" };
  const session = await start("document", "love-and-pay", { level: "basic", metadata }, { language });
  await consent(session.id);
  await act((tx) => chooseDocument(stage, tx, session.id, "passport"));
  await send(session.id, "document_front");
  await send(session.id, "selfie");
  return session;
}

/** Drives a session to the event that a seed's sample shows. */
const ways: Record<string, () => Promise<{ id: SessionId }>> = {
  "love-and-pay-kyc-completed": async () => {
    const session = await document();
    await decide(session.id, { decision: "approve", identity: passport });
    return session;
  },
  "love-and-pay-kyc-failed": async () => {
    const session = await document();
    await decide(session.id, { decision: "refuse", reasons: ["document_expired"] });
    return session;
  },
  "treezor-kycliveness-create": liveness,
  "treezor-kycliveness-update": async () => {
    const session = await liveness();
    const reasons = ["face_not_shown", "poor_lighting", "identity_mismatch"] as const;
    await decide(session.id, { decision: "refuse", reasons });
    return session;
  },
  ...callWays("qes", "qes", "STADT KÖLN"),
  ...callWays("video-conference", "video-conference", undefined),
  "treezor-video-conference-aborted": async () => {
    const session = await call("video-conference");
    stage.now += 100 * minute;
    await expireDue(stage, db);
    return session;
  },
};

function callWays(
  method: "qes" | "video-conference",
  name: string,
  issuingPlace: string | undefined,
): typeof ways {
  const joined = async () => {
    const session = await call(method);
    await join(session.id);
    return session;
  };
  return {
    [`treezor-${name}-created`]: () => call(method),
    [`treezor-${name}-processing`]: joined,
    [`treezor-${name}-aborted`]: async () => {
      const session = await call(method);
      await act((tx) => abortSession(stage, tx, session.id, "document_expired"));
      return session;
    },
    [`treezor-${name}-finalized-success-data-changed`]: async () => {
      const session = await joined();
      const changed = { birthDate: "1983-10-30", issuingPlace: "ISSUER" };
      const override = { reason: "The agent has seen the document." };
      await decide(session.id, { decision: "approve", identity: changed, override });
      return session;
    },
    [`treezor-${name}-finalized-canceled`]: async () => {
      const session = await joined();
      const seen = issuingPlace === undefined ? {} : { issuingPlace };
      await decide(session.id, { decision: "refuse", reasons: ["not_live"], identity: seen });
      return session;
    },
  };
}

function sample(name: string): { type: string; payload: Record<string, JsonValue> } {
  const path = `../../../wire/src/dialects/vectors/${name}.json`;
  return JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")).event;
}

/** Names and types of all members, in order. */
function shape(value: unknown, path = ""): string[] {
  if (value === null || typeof value !== "object")
    return [`${path}: ${value === null ? "null" : typeof value}`];
  return [path, ...Object.entries(value).flatMap(([name, member]) => shape(member, `${path}/${name}`))];
}

describe("the printed samples", () => {
  test.each(Object.entries(ways))("%s is sent with its members, in its order", async (name, drive) => {
    const { id } = await drive();
    const last = (await told(id)).at(-1);
    const { type, payload } = sample(name);
    expect(last?.type).toBe(type);
    expect(shape(last?.payload)).toEqual(shape(payload));
  });

  test.each(["treezor-kycliveness-update", "treezor-qes-aborted", "treezor-qes-finalized-canceled"])(
    "%s is the same, except for its times and ids",
    async (name) => {
      const drive = ways[name];
      if (drive === undefined) throw new Error("no steps lead to this sample");
      const last = (await told((await drive()).id)).at(-1)?.payload as Record<string, JsonValue>;
      const { payload } = sample(name);
      for (const member of ["result", "reason", "comment", "refusal-details", "kyc-status", "score", "type"])
        expect(last[member]).toEqual(payload[member]);
    },
  );

  test("what failed is explained in the session's language", async () => {
    const session = await document("kk");
    await decide(session.id, { decision: "refuse", reasons: ["document_expired"] });
    const [event] = await told(session.id);
    expect(event?.payload).toMatchObject({
      session: {
        id: `kyc_${session.id}`,
        failureReason: "document_expired",
        failureDetails: "Құжаттың жарамдылық мерзімі өтіп кеткен. Жарамды құжатты пайдаланыңыз.",
        metadata: { userId: "user_12345", email: "a@example.com" },
      },
    });
  });
});

test("all events of a call have one code and number, and the time of the identification", async () => {
  const session = await call("qes");
  await join(session.id);
  const joinedAt = new Date(stage.now).toISOString().replace(".000Z", "+00:00");
  await decide(session.id, { decision: "approve" });
  const events = (await told(session.id)).filter(({ type }) => type.startsWith("qes"));
  expect(events.map(({ payload }) => (payload as { result: string }).result)).toEqual([
    "STARTED",
    "CHECK_PENDING",
    "SUCCESS",
  ]);
  const facts = events.map(({ payload }) => payload as { identId: string; transactionNumber: string });
  expect(new Set(facts.map((one) => `${one.identId} ${one.transactionNumber}`)).size).toBe(1);
  const times = events.map(({ payload }) => (payload as { identificationTime: string }).identificationTime);
  expect(times).toEqual(["", joinedAt, joinedAt]);
});

test("a liveness check that is abandoned is reported as refused without reasons", async () => {
  const session = await start("liveness", "treezor");
  await consent(session.id);
  await act((tx) => abortSession(stage, tx, session.id));
  expect(await told(session.id)).toMatchObject([
    { type: "kycliveness.create", payload: { "kyc-status": "processed", score: 0, user_id: "4137216" } },
  ]);
});

test.each(["document", "liveness", "qes", "video-conference"] as const)(
  "a simulated %s sends the same events as a real one, on success and failure",
  async (method) => {
    for (const outcome of [{ result: "success" }, { result: "failure", reason: "simulated" }] as const) {
      const session = await start(method, "manage");
      await act((tx) => simulateOutcome(stage, tx, { projectId: null, id: session.id }, outcome, agent));
      expect((await told(session.id)).length).toBeGreaterThan(0);
    }
  },
);

test("an event that can't be recorded takes the move back with it", async () => {
  const session = await call("qes");
  const tell = stage.onTransition;
  stage.onTransition = async () => {
    throw new Error("no");
  };
  await expect(join(session.id)).rejects.toThrow("no");
  stage.onTransition = tell;
  await join(session.id);
  expect((await told(session.id)).map(({ type }) => type)).toContain("qes.processing");
});

test("nothing more is reported about an erased person", async () => {
  const session = await call("qes");
  await join(session.id);
  const erasing = { ...stage, cancelDeliveries: async () => 0 };
  await act((tx) => redactSession(erasing, tx, { projectId: null, id: session.id }, agent));
  const types = (await told(session.id)).map(({ type }) => type);
  expect(types).not.toContain("qes.aborted");
});
