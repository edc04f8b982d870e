import type { AbleIdErrorCode } from "@countersign/wire";
import type { SessionPerson } from "../verification/index.ts";

/** Whom a data call says it is about; `get_photo` says nothing. `birthDate` is `YYYY-MM-DD`. */
export interface AskedPerson {
  pinfl?: string;
  birthDate?: string;
  document?: string;
}

/**
 * Null when the person asked about is the session's; a code of the able-id table otherwise. Nobody's data can
 * be had through somebody else's session: 10104 another PINFL, or a resident asked for in a foreigner's
 * session; 10105 the right PINFL with another birth date; 20004 another document, or a foreigner asked for in
 * a resident's session.
 */
export function otherPerson(asked: AskedPerson, person: SessionPerson): AbleIdErrorCode | null {
  if (asked.document !== undefined && (person.kind !== "foreign" || person.document !== asked.document)) {
    return 10104;
  }
  if (asked.pinfl !== undefined && (person.kind !== "resident" || person.pinfl !== asked.pinfl)) return 10104;
  if (asked.birthDate !== undefined && (person.kind !== "resident" || person.birthDate !== asked.birthDate)) {
    return 10105;
  }
  return null;
}
