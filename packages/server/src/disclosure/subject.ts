import type { AbleIdErrorCode } from "@countersign/wire";
import { findCrossing, findPerson, type RegistryDeps } from "../registry/index.ts";
import type { SessionPerson } from "../verification/index.ts";
import { dayInTashkent } from "./tashkent-day.ts";

/**
 * The person of a new session, or why there can be no session. The record holds the registry's picture and is stored
 * with the session, so that what is disclosed at the end is exactly what the applicant was compared with, and the
 * registry is not asked again.
 */
export type SubjectLookup = { ok: true; person: SessionPerson } | { ok: false; code: AbleIdErrorCode };

/**
 * Finds a resident in the registry by PINFL and birth date (`YYYY-MM-DD`).
 *
 * Codes: 10104 unknown PINFL, 10105 the PINFL has a different birth date, 20423 the person locked their data,
 * 10203 there is no picture to compare a face with, 10204 the passport has expired (it is valid through its
 * last day in Tashkent), 10500 a source that may have the record doesn't respond.
 */
export async function findResident(
  deps: RegistryDeps,
  query: { pinfl: string; birthDate: string },
): Promise<SubjectLookup> {
  const found = await findPerson(deps, query);
  if (found.kind === "unknown") return { ok: false, code: 10104 };
  if (found.kind === "wrong-birth-date") return { ok: false, code: 10105 };
  if (found.kind === "unavailable") return { ok: false, code: 10500 };
  if (found.locked) return { ok: false, code: 20423 };
  if (found.photo === null || found.photo.length === 0) return { ok: false, code: 10203 };
  if (found.record.person.passportDateEnd < dayInTashkent(deps.clock())) return { ok: false, code: 10204 };
  const record = { ...found.record, photo: found.photo.toString("base64") };
  return { ok: true, person: { kind: "resident", ...query, record } };
}

/**
 * Finds a foreigner by the series and number of their document, at the latest border crossing. A crossing may have
 * no picture.
 *
 * Codes: 20004 no crossing with this document, 10500 a source that may have one doesn't respond.
 */
export async function findForeigner(deps: RegistryDeps, document: string): Promise<SubjectLookup> {
  const found = await findCrossing(deps, document);
  if (found.kind === "unknown") return { ok: false, code: 20004 };
  if (found.kind === "unavailable") return { ok: false, code: 10500 };
  const record = { ...found.record, photo: found.photo?.toString("base64") ?? null };
  return { ok: true, person: { kind: "foreign", document, record } };
}
