import { randomBytes } from "node:crypto";
import {
  type CrossingRecord,
  type EventType,
  newPublicId,
  type PersonRecord,
  type SessionId,
} from "@countersign/wire";
import { type Db, inTransaction } from "../../db/index.ts";
import { inTables } from "../../files/index.ts";
import { greyPng } from "../../images/testing/images.ts";
import { createProject, type Project } from "../../projects/index.ts";
import { createKeyring, verifyMasterKey } from "../../sealing/index.ts";
import type { SessionEvent, VerificationDeps } from "../deps.ts";
import type { UserDecision } from "../review/user-decision.ts";
import type { SessionOutcome } from "../rules/machine.ts";
import { eventsOf } from "../rules/method-events.ts";
import type { SessionPerson } from "../session/session.ts";
import { type StartInput, startSession } from "../start/start.ts";
import { type StartMethodInput, startMethodSession } from "../start/start-method.ts";

/** Verification over a real database, with a movable clock and a record of everything it reports. */
export interface Stage extends VerificationDeps {
  db: Db;
  now: number;
  events: SessionEvent[];
  ended: { id: SessionId; outcome: SessionOutcome }[];
  /** The types of the events recorded by transitions. */
  told: EventType[];
  decided: { userId: string | null; decision: UserDecision }[];
  /** The users whose review came due. */
  due: (string | null)[];
}

/** All stages of a file share its database, and so its master key. */
const masterKey = randomBytes(32);

/** For `*.db.test.ts`: a stage on the database of the test file. */
export function createStage(db: Db): Stage {
  const clock = () => stage.now;
  const stage: Stage = {
    db,
    now: Date.UTC(2026, 0, 1, 12),
    events: [],
    ended: [],
    told: [],
    decided: [],
    due: [],
    clock,
    random: randomBytes,
    keyring: createKeyring({ masterKey, random: randomBytes, clock }),
    files: inTables,
    recordEvent: async (_tx, event) => {
      stage.events.push(event);
    },
    onEnded: async (_tx, { id }, outcome) => {
      stage.ended.push({ id, outcome });
    },
    onTransition: async (_tx, session, move) => {
      stage.told.push(...eventsOf(session, move));
    },
    onUserDecided: async (_tx, { userId }, decision) => {
      stage.decided.push({ userId, decision });
    },
    onUserReviewDue: async (_tx, { userId }) => {
      stage.due.push(userId);
    },
  };
  return stage;
}

/** A new project in the store. */
export async function projectForTest(stage: Stage, mode: Project["mode"]): Promise<Project> {
  const actor = { kind: "system", id: "test" } as const;
  await verifyMasterKey(stage.db, stage.keyring);
  const created = await inTransaction(stage.db, (tx) =>
    createProject(stage, tx, { name: "Test", mode }, actor),
  );
  return created.project;
}

const noRegistration = { permanentRegistration: null, temporaryRegistrations: null };

/** An invented resident with only the fields that sessions read. */
export function residentForTest(pinfl = "12345678901234"): SessionPerson {
  const record: PersonRecord = {
    person: {
      pinfl,
      surname: "ELMSWORTH",
      name: "AMABEL",
      lastName: "PERCIVALOVNA",
      document: "AB1234567",
      sex: 2,
      passportGivePlace: "IIB",
      passportGivePlaceId: "1",
      passportDateBegin: "2020-01-01",
      passportDateEnd: "2040-01-01",
      passportType: "IDMS_RECV_CITIZ_DOCUMENTS",
      passportTypeTitle: null,
      passportTypeId: null,
      passportTypeCbuId: null,
      birthDate: "2000-01-01",
      birthPlace: null,
      birthPlaceId: null,
      birthPlaceCbuId: null,
      birthCountry: null,
      birthCountryId: null,
      birthCountryCbuId: null,
      liveStatus: true,
      nationality: null,
      nationalityId: null,
      nationalityCbuId: null,
      citizenship: "Uzbekistan",
      citizenshipId: "182",
      citizenshipCbuId: "860",
    },
    registration: noRegistration,
    photo: null,
    locked: false,
  };
  return { kind: "resident", pinfl, birthDate: "2000-01-01", record };
}

/** An invented foreigner. */
export function foreignerForTest(document = "AB12345678"): SessionPerson {
  const record: CrossingRecord = {
    document,
    reg_date: "2024-01-01",
    citizenship: "ATLANTIS",
    full_name: "DOE JOHN",
    birth_date: "2000-01-01",
    photo: null,
  };
  return { kind: "foreign", document, record };
}

/** A started page session with its token. */
export async function sessionForTest(stage: Stage, project: Project, input: Partial<StartInput> = {}) {
  const result = await inTransaction(stage.db, (tx) =>
    startSession(stage, tx, {
      project,
      method: "identification",
      transactionId: newPublicId<SessionId>(stage.random),
      person: residentForTest(),
      language: "ru",
      outcomeWebhookIds: [],
      ...input,
    }),
  );
  if (result.kind !== "started") throw new Error(`the session was not started: ${result.kind}`);
  return result;
}

/** A started session of a method that asks no registry, with its token. */
export async function methodSessionForTest(
  stage: Stage,
  project: Project,
  input: Pick<StartMethodInput, "method"> & Partial<StartMethodInput>,
) {
  const result = await inTransaction(stage.db, (tx) =>
    startMethodSession(stage, tx, {
      projectId: project.id,
      origin: "manage",
      data: {},
      language: "ru",
      lifeMs: 30 * 60_000,
      ...input,
    }),
  );
  if (result.kind !== "started") throw new Error(`the session was not started: ${result.kind}`);
  return result;
}

/** Large enough for a live project. */
export const faceForTest = greyPng(120);
