import type { ApplicantMethod, CaptureKind } from "@countersign/wire";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Db, inTransaction } from "../../db/index.ts";
import { testDatabase } from "../../db/testing/database.ts";
import { greyPng } from "../../images/testing/images.ts";
import { changeSettings, type Project } from "../../projects/index.ts";
import {
  chooseDocument,
  findSession,
  giveConsent,
  openRetakes,
  type Session,
  type SimulatedOutcome,
  submitCapture,
  takenCaptures,
  timeline,
} from "../index.ts";
import {
  createStage,
  faceForTest,
  methodSessionForTest,
  projectForTest,
  type Stage,
} from "../testing/stage.ts";

const agent = { kind: "operator", id: "opr_1", name: "R" } as const;

let db: Db;
let stage: Stage;
let live: Project;
beforeAll(async () => {
  ({ db } = await testDatabase());
});
beforeEach(async () => {
  stage = createStage(db);
  live = await projectForTest(stage, "live");
});

const start = async (method: ApplicantMethod, project = live) =>
  (await methodSessionForTest(stage, project, { method, data: {} })).session;
const consent = ({ id }: Session) => inTransaction(db, (tx) => giveConsent(stage, tx, id));
const choose = ({ id }: Session, type: "passport" | "id_card") =>
  inTransaction(db, (tx) => chooseDocument(stage, tx, id, type));
const send = ({ id }: Session, kind: CaptureKind, outcome?: SimulatedOutcome, photo = faceForTest) =>
  inTransaction(db, (tx) => submitCapture(stage, tx, id, { photo, kind, ...(outcome && { outcome }) }));
const read = async ({ id }: Session) => {
  const session = await findSession(stage, db, null, id);
  if (session === null) throw new Error("the session is gone");
  return session;
};

describe("a picture that can be put right", () => {
  beforeEach(() => {
    stage.checks = { request: async () => false, blocks: async () => [] };
  });

  async function passport(): Promise<Session> {
    const session = await start("document");
    await consent(session);
    await choose(session, "passport");
    return session;
  }

  const sendPoor = (session: Session, kind: CaptureKind = "document_front") =>
    inTransaction(db, (tx) =>
      submitCapture(stage, tx, session.id, { kind, photo: faceForTest, defect: "glare" }),
    );

  test("is asked for again three times, kept out of the session, and then goes to a person", async () => {
    const session = await passport();
    for (const count of [1, 2, 3]) {
      expect(await sendPoor(session)).toMatchObject({ kind: "done", session: { state: "started" } });
      expect(await openRetakes(db, session.id)).toEqual([
        { kind: "document_front", reason: "glare", askedBy: "checks", count },
      ]);
    }
    expect(await takenCaptures(db, session.id)).toEqual([]);
    await sendPoor(session);
    expect(await openRetakes(db, session.id)).toEqual([]);
    expect(await takenCaptures(db, session.id)).toEqual(["document_front"]);
    expect((await send(session, "selfie", undefined, greyPng(121))).kind).toBe("done");
    expect((await read(session)).state).toBe("in_review");
    expect((await timeline(db, session.id)).map(({ trigger }) => trigger)).toEqual([
      "start",
      "consent",
      "choose_document",
      "ask_again",
      "ask_again",
      "ask_again",
      "add_capture",
      "capture",
      "request_review",
    ]);
  });

  test("is taken at once where the project has no checks or wants nothing taken again", async () => {
    for (const setting of [{ checks: "off" }, { checksPolicy: { retakes: 0 } }] as const) {
      await inTransaction(db, (tx) => changeSettings(stage, tx, live.id, setting, agent));
      const session = await passport();
      await sendPoor(session);
      expect(await takenCaptures(db, session.id)).toEqual(["document_front"]);
      await inTransaction(db, (tx) => changeSettings(stage, tx, live.id, { checks: "assist" }, agent));
    }
  });

  test("sent at once by two, is counted twice", async () => {
    const session = await passport();
    await Promise.all([sendPoor(session), sendPoor(session)]);
    expect(await openRetakes(db, session.id)).toMatchObject([{ count: 2 }]);
  });

  test("is asked for again, too, where a file was sent for another pose", async () => {
    const session = await start("liveness");
    await consent(session);
    await send(session, "pose_left");
    await send(session, "pose_right");
    expect(await openRetakes(db, session.id)).toMatchObject([{ kind: "pose_right", reason: "repeated" }]);
  });
});
