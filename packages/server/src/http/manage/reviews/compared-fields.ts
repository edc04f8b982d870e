import type { CheckField, Identity, SessionChecks } from "@countersign/wire";
import type { SessionPerson } from "../../../verification/index.ts";

const compared = ["lastName", "firstName", "birthDate", "documentNumber", "gender", "nationality"] as const;
type Compared = (typeof compared)[number];

/**
 * What the document, the registry and the integrator say, field by field. The checks' own comparison comes first, as
 * it knows ways of writing a name; what they did not compare is here without a document, and agrees if it is equal.
 */
export function comparedFields(
  checks: SessionChecks,
  expected: Identity | null,
  person: SessionPerson | null,
): CheckField[] {
  const checked = new Map<string, CheckField>();
  for (const { evidence } of checks.data)
    for (const field of evidence?.fields ?? [])
      if (!checked.has(field.field)) checked.set(field.field, field);
  const known = person === null ? {} : knownOf(person);
  for (const field of compared) {
    if (checked.has(field)) continue;
    const [said, held] = [expected?.[field] ?? null, known[field] ?? null];
    if (said === null && held === null) continue;
    const matches = said === null || held === null ? null : said.toUpperCase() === held.toUpperCase();
    checked.set(field, { field, read: null, expected: said, registry: held, matches });
  }
  return [...checked.values()];
}

function knownOf(person: SessionPerson): Partial<Record<Compared, string>> {
  if (person.kind === "foreign") {
    const { birth_date: birthDate, document: documentNumber } = person.record;
    return { birthDate, documentNumber };
  }
  const { surname, name, birthDate, document, sex } = person.record.person;
  return {
    lastName: surname,
    firstName: name,
    birthDate,
    documentNumber: document,
    gender: sex === 1 ? "M" : "F",
  };
}
