import { type Language, serviceLanguage } from "@countersign/wire";
import { inTransaction, type Tx } from "../db/index.ts";
import type { Project } from "../projects/index.ts";
import { lockSession, type Session, type SessionPerson, submitDirect } from "../verification/index.ts";
import { staticAddress } from "../webhooks/index.ts";
import type { DisclosureDeps } from "./deps.ts";
import { disclosedData } from "./disclosed-data.ts";
import { disclosureKinds } from "./kinds.ts";
import { type DisclosureResult, disclose, sendOnSuccess } from "./request.ts";

/** What the integrator sends in the direct flow: the person, and a picture of their face. */
interface DirectRequest {
  project: Project;
  sessionId: Session["id"];
  /** As found in the registry; see `findResident` and `findForeigner`. */
  person: SessionPerson;
  /** JPEG or PNG. */
  photo: Uint8Array;
  /** Language of the data hook; defaults to the session's. */
  language?: Language | undefined;
}

/**
 * Submits the person and the picture of a direct session. The call is also the data call: `check.person` (or
 * `check.foreign_person`) goes to the static address once the session succeeds, which in a test-mode project
 * is immediately. Repeated for the same person it is only the data call: the picture is not processed again.
 */
export async function submitDirectly(
  deps: DisclosureDeps,
  request: DirectRequest,
): Promise<DisclosureResult> {
  return inTransaction(deps.db, async (tx) => {
    const session = await lockSession(deps.verification, tx, request.project.id, request.sessionId);
    if (session === null || session.flow !== "direct") return { kind: "refused", code: 10302 };
    return session.state === "created"
      ? submit(deps, tx, session, request)
      : disclose(deps, tx, session, { ...request, kind: kindOf(request), asked: askedOf(request.person) });
  });
}

async function submit(
  deps: DisclosureDeps,
  tx: Tx,
  session: Session,
  request: DirectRequest,
): Promise<DisclosureResult> {
  const kind = kindOf(request);
  const { configKey } = disclosureKinds[kind];
  if ((await staticAddress(tx, session.projectId, configKey)) === null) {
    return { kind: "refused", code: 10102, configKey };
  }
  const disclosed = disclosedData(kind, session, request.person);
  if (!disclosed.ok) return { kind: "refused", code: disclosed.code };
  // Before the picture: in a test-mode project the picture ends the session, and then deferred data is sent.
  await sendOnSuccess(tx, session, kind, request.language ?? serviceLanguage(session.language));
  const result = await submitDirect(deps.verification, tx, session.projectId, session.id, {
    person: request.person,
    photo: request.photo,
    ...(session.mode === "test" ? { outcome: { result: "success" } } : {}),
  });
  if (result.kind === "done") return { kind: session.mode === "test" ? "sent" : "deferred" };
  await tx.deleteFrom("disclosures").where("sessionId", "=", session.id).where("kind", "=", kind).execute();
  if (result.kind === "picture") return { kind: "refused", code: 10203 };
  if (result.kind === "limit") return { kind: "refused", code: 10100 };
  throw new Error(`a locked session in its first state could not take a picture: ${result.kind}`);
}

function kindOf({ person }: Pick<DirectRequest, "person">): "person" | "foreign_person" {
  return person.kind === "resident" ? "person" : "foreign_person";
}

function askedOf(person: SessionPerson) {
  return person.kind === "resident"
    ? { pinfl: person.pinfl, birthDate: person.birthDate }
    : { document: person.document };
}
