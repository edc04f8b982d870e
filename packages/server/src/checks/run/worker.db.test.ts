import type { SessionId } from "@countersign/wire";
import { pino } from "pino";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Db, inTransaction } from "../../db/index.ts";
import { testDatabase } from "../../db/testing/database.ts";
import { changeSettings, type Project } from "../../projects/index.ts";
import {
  abortSession,
  chooseDocument,
  findSession,
  giveConsent,
  redactSession,
  submitCapture,
  timeline,
} from "../../verification/index.ts";
import {
  createStage,
  faceForTest,
  methodSessionForTest,
  projectForTest,
  type Stage,
} from "../../verification/testing/stage.ts";
import type { Sight } from "../child/sight.ts";
import { withoutFaces } from "../child/without-faces.ts";
import type { ChecksDeps } from "../deps.ts";
import { forgetChecks } from "../store/forget.ts";
import { blocksOfChecks, latestRun, storedChecks } from "../store/read.ts";
import { finishRun } from "./finish.ts";
import { gather } from "./gather.ts";
import { leaseRun } from "./lease.ts";
import { requestChecks } from "./request.ts";
import { type ChecksWorker, startWorker } from "./worker.ts";

let db: Db;
beforeAll(async () => {
  ({ db } = await testDatabase());
});

const operator = { kind: "operator", id: "opr_o", name: "O" } as const;
const seen: Sight = { ok: false, problem: "corrupt" };

let stage: Stage;
let project: Project;
let deps: ChecksDeps;
let worker: ChecksWorker | null = null;
/** What the next look does before it returns. */
let meanwhile: () => Promise<unknown>;
beforeEach(async () => {
  stage = createStage(db);
  stage.checks = {
    request: (tx, session) => requestChecks({ clock: stage.clock, wake: () => worker?.wake() }, tx, session),
    blocks: (from, session) => blocksOfChecks(from, session),
  };
  project = await projectForTest(stage, "live");
  meanwhile = async () => undefined;
  deps = {
    db,
    clock: stage.clock,
    random: stage.random,
    log: pino({ level: "silent" }),
    keyring: stage.keyring,
    files: stage.files,
    verification: stage,
    registry: { db, keyring: stage.keyring },
    countDone: () => undefined,
    looker: {
      async look() {
        await meanwhile();
        return seen;
      },
      lookForFaces: async () => ({ model: null, cause: "missing" }),
      close: async () => undefined,
    },
  };
});
afterEach(async () => {
  await worker?.stop();
  worker = null;
});

/** A document session of which everything is sent. */
async function submitted(): Promise<SessionId> {
  const { session } = await methodSessionForTest(stage, project, { method: "document" });
  const { id } = session;
  await inTransaction(db, (tx) => giveConsent(stage, tx, id));
  await inTransaction(db, (tx) => chooseDocument(stage, tx, id, "passport"));
  for (const kind of ["document_front", "selfie"] as const)
    await inTransaction(db, (tx) => submitCapture(stage, tx, id, { photo: faceForTest, kind }));
  return id;
}

const stateOf = async (id: SessionId) => (await findSession(stage, db, null, id))?.state;

test("what is submitted is processed, then in review with its verdicts", async () => {
  const id = await submitted();
  expect(await stateOf(id)).toBe("processing");
  worker = startWorker(deps);
  await expect.poll(() => stateOf(id)).toBe("in_review");
  const run = await latestRun(db, id);
  if (run === null) throw new Error("no run");
  expect(run).toMatchObject({ outcome: "review", cause: "assist", attempts: 1, lease: null });
  const session = await findSession(stage, db, null, id);
  const checks = await storedChecks(stage, db, run, session);
  expect(checks.find(({ name }) => name === "document.mrz")).toMatchObject({
    verdict: "error",
    code: "picture_unreadable",
    evidence: { inputs: [{ kind: "document_front" }] },
  });
  // Without the session's key nothing personal is read.
  expect((await storedChecks(stage, db, run, null)).every(({ evidence }) => evidence === null)).toBe(true);
});

test("with faces turned off none is looked for, and the document is read all the same", async () => {
  const lookForFaces = () => Promise.reject(new Error("faces were looked for"));
  worker = startWorker({ ...deps, looker: withoutFaces({ ...deps.looker, lookForFaces }) });
  const id = await submitted();
  await expect.poll(() => stateOf(id)).toBe("in_review");
  const run = await latestRun(db, id);
  const checks = run === null ? [] : await storedChecks(stage, db, run, null);
  const verdictOf = (name: string) => checks.find((check) => check.name === name);
  expect(verdictOf("face.present")).toMatchObject({ verdict: "skipped", code: "faces_off" });
  expect(verdictOf("face.match")).toMatchObject({ verdict: "skipped", code: "faces_off" });
  expect(verdictOf("document.mrz")).toMatchObject({ code: "picture_unreadable" });
});

test("a project without checks, and a method without pictures, have nothing to wait for", async () => {
  await inTransaction(db, (tx) => changeSettings(stage, tx, project.id, { checks: "off" }, operator));
  expect(await stateOf(await submitted())).toBe("in_review");
});

test("of two that work on one session, the one that lost its lease writes nothing", async () => {
  const id = await submitted();
  const first = await leaseRun(deps, []);
  if (first === null) throw new Error("nothing was leased");
  expect(await leaseRun(deps, [])).toBeNull();
  const slow = await gather(deps, first);
  stage.now += 60_000;
  const second = await leaseRun(deps, []);
  if (second === null || slow === null) throw new Error("nothing was leased");
  const fast = await gather(deps, second);
  if (fast === null) throw new Error("nothing was gathered");
  await Promise.all([finishRun(deps, second, fast), finishRun(deps, first, slow)]);
  expect(await stateOf(id)).toBe("in_review");
  const steps = await timeline(db, id);
  expect(steps.filter(({ fromState }) => fromState === "processing")).toHaveLength(1);
  expect(await gather(deps, first)).toBeNull();
});

test("a session whose checks fail again and again goes to a person", async () => {
  const id = await submitted();
  for (let attempt = 0; attempt < 3; attempt++) {
    expect(await leaseRun(deps, [])).not.toBeNull();
    stage.now += 60_000;
  }
  worker = startWorker(deps);
  await expect.poll(() => stateOf(id)).toBe("in_review");
  expect(await latestRun(db, id)).toMatchObject({ outcome: "review", cause: "failed", attempts: 4 });
});

test("an applicant who gives up meanwhile, and one who is erased, are not decided about", async () => {
  const left = await submitted();
  meanwhile = () => inTransaction(db, (tx) => abortSession(stage, tx, left));
  worker = startWorker(deps);
  await expect.poll(async () => (await latestRun(db, left))?.outcome).toBe("void");
  expect(await stateOf(left)).toBe("aborted");
  await worker.stop();

  const erased = await submitted();
  const erasing = {
    ...stage,
    cancelDeliveries: async () => 0,
    forgetOthers: async (
      tx: Parameters<typeof forgetChecks>[0],
      subjectId: Parameters<typeof forgetChecks>[1],
    ) => {
      await forgetChecks(tx, subjectId);
      return 0;
    },
  };
  meanwhile = () =>
    inTransaction(db, (tx) => redactSession(erasing, tx, { projectId: null, id: erased }, operator));
  worker = startWorker(deps);
  await expect.poll(async () => (await latestRun(db, erased))?.outcome).toBe("void");
  expect(await db.selectFrom("checks").select("id").where("sessionId", "=", erased).execute()).toEqual([]);
});

test("verdicts are never changed; an erasure empties what they saw and removes what is recognised", async () => {
  const id = await submitted();
  worker = startWorker(deps);
  await expect.poll(() => stateOf(id)).toBe("in_review");
  const session = await findSession(stage, db, null, id);
  if (session?.subjectId == null) throw new Error("no subject");
  const { subjectId } = session;
  const own = db.updateTable("checks").where("sessionId", "=", id);
  await expect(own.set({ verdict: "pass" }).execute()).rejects.toThrow(/never changed/);
  await expect(db.deleteFrom("checks").where("sessionId", "=", id).execute()).rejects.toThrow(
    /never changed/,
  );
  const marks = () => db.selectFrom("checkMarks").select("kind").where("sessionId", "=", id).execute();
  expect(await marks()).toHaveLength(1);
  await inTransaction(db, (tx) => forgetChecks(tx, subjectId));
  expect(await marks()).toEqual([]);
  const run = await latestRun(db, id);
  const checks = run === null ? [] : await storedChecks(stage, db, run, session);
  expect(checks.length).toBeGreaterThan(5);
  expect(checks.every(({ evidence }) => evidence === null)).toBe(true);
});

test("a worker that is stopped gives back what it works on", async () => {
  const id = await submitted();
  const looking = Promise.withResolvers<void>();
  const broken = Promise.withResolvers<void>();
  meanwhile = () => {
    looking.resolve();
    return broken.promise;
  };
  worker = startWorker(deps);
  await looking.promise;
  const stopped = worker.stop();
  broken.resolve();
  await stopped;
  expect(await latestRun(db, id)).toMatchObject({ lease: null, attempts: 0, doneAt: null });
});

test("projects take turns: one with many sessions keeps no other waiting", async () => {
  // What the tests before have left.
  await db.deleteFrom("checkRuns").where("doneAt", "is", null).execute();
  const mine = project;
  await submitted();
  stage.now += 1;
  await submitted();
  stage.now += 1;
  project = await projectForTest(stage, "live");
  await submitted();
  const order = [];
  let recent: Project["id"][] = [];
  for (let run = await leaseRun(deps, recent); run !== null; run = await leaseRun(deps, recent)) {
    const { projectId } = run;
    order.push(projectId);
    recent = [...recent.filter((one) => one !== projectId), projectId];
  }
  expect(order).toEqual([mine.id, project.id, mine.id]);
});
