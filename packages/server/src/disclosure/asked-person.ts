import type { AbleIdErrorCode } from "@countersign/wire";
import type { SessionPerson } from "../verification/index.ts";

/** The person that a data call asks about; `get_photo` names nobody. `birthDate` is `YYYY-MM-DD`. */
export interface AskedPerson {
  pinfl?: string;
  birthDate?: string;
  document?: string;
}

/**
 * Returns null if the person asked about is the session's, otherwise an able-id error code, so that no data can be
 * read through another person's session: 10104 a different PINFL, or a resident in a foreigner's session; 10105 the
 * right PINFL with a different birth date; 20004 a different document, or a foreigner in a resident's session.
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
