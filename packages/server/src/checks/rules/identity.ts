import { countryOfZone, type Identity, type SessionDocumentType } from "@countersign/wire";
import type { Finding } from "./finding.ts";
import type { SessionZone } from "./zone.ts";

/**
 * Who the person is by a zone that was read with certainty; null without one. A field that agrees with the expected one
 * is written as expected: a zone has capitals of A to Z only. What the zone doesn't tell for sure is missing.
 */
export function identityOf(
  found: SessionZone | null,
  given: {
    documentType: SessionDocumentType | null;
    expected: Identity | null;
    findings: readonly Finding[];
  },
): Identity | null {
  if (found === null || !found.zone.trusted) return null;
  const { names, birthDate, nationality, number, sex } = found.zone.fields;
  const whole = names.mayBeTruncated ? {} : { lastName: names.primary, firstName: names.secondary };
  const country = countryOfZone(nationality.code);
  const read: Identity = {
    ...whole,
    ...(birthDate.iso !== null && { birthDate: birthDate.iso }),
    ...((sex === "M" || sex === "F") && { gender: sex }),
    ...(country !== null && { nationality: country }),
    ...(given.documentType !== null && { documentType: given.documentType }),
    documentNumber: number,
  };
  const said = Object.entries({ ...read, ...agreeing(given) }).filter(([, value]) => value !== "");
  return Object.fromEntries(said);
}

/** The expected fields that agree with the document's. */
function agreeing({
  expected,
  findings,
}: {
  expected: Identity | null;
  findings: readonly Finding[];
}): Identity {
  const fields = findings.find(({ name }) => name === "document.data")?.evidence.fields ?? [];
  const agreed = fields.filter(({ matches }) => matches === true).map(({ field }) => field);
  return Object.fromEntries(Object.entries(expected ?? {}).filter(([field]) => agreed.includes(field)));
}
