import { createHash } from "node:crypto";
import { type CaptureKind, checksOf, type RetakeReason } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import { findProject } from "../../projects/index.ts";
import { type Session, wantedCaptures } from "../../verification/index.ts";
import type { Looker } from "../child/looker.ts";
import { defectOf } from "../rules/defect.ts";
import { isDocument } from "../rules/facts.ts";

/** Zones are found in some 250 ms; a search that fails is broken off. */
const searchMs = 1_500;

/**
 * Looks at a picture while the applicant waits for it to be taken, and returns what they can put
 * right: null for nothing. Null as well where the project has no checks, wants no pictures taken
 * again, or the look takes too long or fails: the picture is then accepted, and the session's own
 * checks look at it later. Never rejects for what the picture is.
 */
export async function glance(
  deps: { db: Db; clock: () => number; looker: Pick<Looker, "look" | "lookForFaces">; glanceMs: number },
  session: Session,
  { kind, bytes }: { kind: CaptureKind; bytes: Uint8Array },
): Promise<RetakeReason | null> {
  const isAsked = session.state === "started" || session.state === "resubmission_requested";
  if (!isAsked || !wantedCaptures(session)?.includes(kind)) return null;
  if (checksOf(session.method).length === 0) return null;
  const project = await findProject(deps.db, session.projectId);
  if (project === null || project.checks === "off" || project.checksPolicy.retakes === 0) return null;
  const until = AbortSignal.timeout(deps.glanceMs);
  const task = { picture: bytes, zone: isDocument(kind), searchMs, now: deps.clock() };
  const [sight, faces] = await Promise.all([
    deps.looker.look(task, until),
    isDocument(kind) ? null : deps.looker.lookForFaces({ faces: [{ capture: kind, bytes }] }, until),
  ]);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return defectOf({ picture: { capture: kind, sha256, sight }, documentType: session.documentType, faces });
}
