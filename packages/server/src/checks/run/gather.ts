import { createHash } from "node:crypto";
import { type CaptureKind, residentDocumentPattern } from "@countersign/wire";
import { findProject, type Project } from "../../projects/index.ts";
import { readPersonByDocument } from "../../registry/index.ts";
import {
  findSession,
  type Session,
  sessionCaptures,
  sessionData,
  sessionPerson,
  wantedCaptures,
} from "../../verification/index.ts";
import type { FacesTask } from "../child/face-sight.ts";
import type { ChecksDeps } from "../deps.ts";
import { type Facts, isDocument, type RegistryRecord, type SeenPicture } from "../rules/facts.ts";
import { type SessionZone, zoneOf } from "../rules/zone.ts";
import { findMarked, type Marks, marksOf } from "../store/marks.ts";
import { type LeasedRun, renewLease } from "./lease.ts";

/** What the checks of a session go by, and what else its end needs. */
export interface Gathered {
  facts: Facts;
  zone: SessionZone | null;
  marks: Marks;
  project: Project;
}

/**
 * Looks at a session's pictures and finds what they are compared with, without a transaction. Null if the session isn't
 * processed any more or the lease was lost: then nothing is to be done.
 */
export async function gather(deps: ChecksDeps, run: LeasedRun): Promise<Gathered | null> {
  const { db } = deps;
  const session = await findSession(deps, db, null, run.sessionId);
  const project = await findProject(db, run.projectId);
  if (session?.state !== "processing" || session.subjectId === null || project === null) return null;
  const taken = await sessionCaptures(deps, db, session);
  const pictures: SeenPicture[] = [];
  for (const { kind, bytes } of taken) {
    if (!(await renewLease(deps, run))) return null;
    const sight = await deps.looker.look({ picture: bytes, zone: isDocument(kind), now: deps.clock() });
    pictures.push({ capture: kind, sha256: sha256(bytes), sight });
  }
  const zone = zoneOf(pictures);
  const registry = await recordOf(deps, session, zone);
  if (!(await renewLease(deps, run))) return null;
  const photo = registry?.record.photo ? Buffer.from(registry.record.photo, "base64") : null;
  const faces = await deps.looker.lookForFaces({ faces: facePictures(taken, photo) });
  const marks = await marksOf(deps.keyring, db, project.id, { pictures, zone });
  const marked = await findMarked(db, project.id, session.subjectId, marks);
  const data = await sessionData(deps, db, session);
  const facts: Facts = {
    method: session.method,
    documentType: session.documentType,
    policy: project.checksPolicy,
    today: new Date(deps.clock()).toISOString().slice(0, 10),
    expected: data?.expectedIdentity ?? null,
    registry,
    pictures,
    arrived: [...taken].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()).map(({ kind }) => kind),
    wanted: wantedCaptures(session) ?? [],
    repeats: {
      ...marked,
      within: repeatedWithin(pictures),
      registryPicture: photo === null ? [] : sameAs(pictures, sha256(photo)),
    },
    faces,
  };
  return { facts, zone, marks, project };
}

/** The person whom the session is about, or in the local registry the one whose document was shown. */
async function recordOf(
  deps: ChecksDeps,
  session: Session,
  zone: SessionZone | null,
): Promise<RegistryRecord | null> {
  const person = await sessionPerson(deps, deps.db, session);
  if (person?.kind === "resident") return { kind: "resident", record: person.record };
  if (person?.kind === "foreign") return { kind: "foreign", record: person.record };
  const number = zone?.zone.trusted ? zone.zone.fields.number : "";
  if (!residentDocumentPattern.test(number)) return null;
  const record = await readPersonByDocument(deps.registry, number);
  return record && { kind: "resident", record };
}

function facePictures(
  taken: readonly { kind: CaptureKind; bytes: Uint8Array }[],
  registryPhoto: Uint8Array | null,
): FacesTask["faces"] {
  const own = taken
    .filter(({ kind }) => kind !== "document_back")
    .map(({ kind, bytes }) => ({ capture: kind, bytes }));
  return registryPhoto === null ? own : [...own, { capture: "registry_photo", bytes: registryPhoto }];
}

function repeatedWithin(pictures: readonly SeenPicture[]): CaptureKind[] {
  return pictures
    .filter((one) => pictures.some((other) => other !== one && other.sha256 === one.sha256))
    .map(({ capture }) => capture);
}

function sameAs(pictures: readonly SeenPicture[], hash: string): CaptureKind[] {
  return pictures.filter((one) => one.sha256 === hash).map(({ capture }) => capture);
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
