import type { AbleIdErrorCode } from "@countersign/wire";
import { findCrossing, findPerson, type RegistryDeps } from "../registry/index.ts";
import type { SessionPerson } from "../verification/index.ts";
import { dayInTashkent } from "./tashkent-day.ts";

/**
 * Somebody a session can be about, or why there can be no session. The record holds the registry's picture:
 * it is kept with the session, so that what is disclosed at the end is exactly what the applicant was
 * compared with, and no registry needs to be asked again.
 */
export type SubjectLookup = { ok: true; person: SessionPerson } | { ok: false; code: AbleIdErrorCode };

/**
 * A resident, asked for by PINFL and birth date (`YYYY-MM-DD`), as the registry knows them now.
 *
 * Codes: 10104 nobody has the PINFL, 10105 somebody born on another day has, 20423 they locked their data,
 * 10203 there is no picture to compare a face with, 10204 their passport has expired (it is good through its
 * last day in Tashkent), 10500 a source that may know them doesn't answer.
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
 * A foreigner, asked for by the series and number of their document, at their newest border crossing. The
 * register of crossings need not hold a picture.
 *
 * Codes: 20004 there is no crossing under the document, 10500 a source that may know one doesn't answer.
 */
export async function findForeigner(deps: RegistryDeps, document: string): Promise<SubjectLookup> {
  const found = await findCrossing(deps, document);
  if (found.kind === "unknown") return { ok: false, code: 20004 };
  if (found.kind === "unavailable") return { ok: false, code: 10500 };
  const record = { ...found.record, photo: found.photo?.toString("base64") ?? null };
  return { ok: true, person: { kind: "foreign", document, record } };
}
