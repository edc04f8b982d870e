import type { CrossingRecord, PersonRecord } from "@countersign/wire";

/**
 * Whom a session is about, as the registry knew them when the session began. It is sealed into the session,
 * so that what is disclosed later is exactly what the applicant was compared with, and no registry needs to
 * be asked again when the session ends.
 */
export type SubjectSnapshot =
  | { kind: "resident"; pinfl: string; birthDate: string; record: PersonRecord }
  | { kind: "foreign"; document: string; record: CrossingRecord };
