import { type CheckField, countryOfZone } from "@countersign/wire";
import type { Facts, RegistryRecord } from "./facts.ts";
import { type Finding, finding } from "./finding.ts";
import { areGivenNames, isSurname } from "./names.ts";
import { type SessionZone, zoneEvidence } from "./zone.ts";

/**
 * `document.data`: compares the zone with what the integrator expects and what the registry has.
 * Names agree where one way of writing them in a zone is the same (Doc 9303's transliteration, and
 * older and national ones).
 */
export function checkData(
  found: SessionZone | null,
  { expected, registry }: Pick<Facts, "expected" | "registry">,
): Finding {
  const name = "document.data";
  if (found === null) return finding({ name, verdict: "skipped", code: "zone_missing" });
  const fields = compare(found, expected ?? {}, registry);
  const evidence = { ...zoneEvidence(found), fields };
  const compared = fields.filter(({ matches }) => matches !== null);
  if (compared.length === 0)
    return finding({ name, verdict: "skipped", code: "nothing_to_compare", evidence });
  const agree = compared.filter(({ matches }) => matches === true);
  const all = agree.length === compared.length;
  return finding({
    name,
    // With doubts about the reading, agreement says little and difference nothing.
    verdict: all && found.zone.trusted ? "pass" : "consider",
    code: all ? (found.zone.trusted ? "data_match" : "zone_doubtful") : "data_differ",
    score: agree.length / compared.length,
    threshold: 1,
    evidence,
  });
}

type Expected = NonNullable<Facts["expected"]>;

/** One field: what each side has, and how two of them agree. */
interface Compared {
  field: string;
  read: string | null;
  expected: string | undefined;
  registry: string | null | undefined;
  agree(read: string, other: string): boolean;
}

function compare({ zone }: SessionZone, expected: Expected, registry: RegistryRecord | null): CheckField[] {
  const { names, number, birthDate, nationality, sex } = zone.fields;
  const known = registry === null ? {} : knownOf(registry);
  const compared: Compared[] = [
    {
      field: "lastName",
      read: names.primary,
      expected: expected.lastName,
      registry: known.lastName,
      agree: (read, other) => isSurname(read, other, names.mayBeTruncated),
    },
    {
      field: "firstName",
      read: names.secondary || null,
      expected: expected.firstName,
      registry: known.firstName,
      agree: (read, other) => areGivenNames(read, other, names.mayBeTruncated),
    },
    {
      field: "birthDate",
      read: birthDate.iso ?? birthDate.text,
      expected: expected.birthDate,
      registry: known.birthDate,
      agree: (read, other) => sameDay(read, other),
    },
    {
      field: "documentNumber",
      read: number,
      expected: expected.documentNumber,
      registry: known.document,
      agree: (read, other) => bare(read) === bare(other),
    },
    {
      field: "nationality",
      read: countryOfZone(nationality.code) ?? nationality.code,
      expected: expected.nationality,
      registry: undefined,
      agree: (read, other) => read === other,
    },
    {
      field: "gender",
      read: sex === "M" || sex === "F" ? sex : null,
      expected: expected.gender === "OTHER" ? undefined : expected.gender,
      registry: known.gender,
      agree: (read, other) => read === other,
    },
  ];
  return compared.map(fieldOf);
}

function fieldOf({ field, read, expected, registry, agree }: Compared): CheckField {
  const others = [expected ?? null, registry ?? null].flatMap((value) => (value === null ? [] : [value]));
  const matches = read === null || others.length === 0 ? null : others.every((other) => agree(read, other));
  return { field, read, expected: expected ?? null, registry: registry ?? null, matches };
}

interface Known {
  lastName?: string;
  firstName?: string;
  birthDate?: string;
  document?: string;
  gender?: "M" | "F";
}

/** A crossing has one field for all names, whose order is not known. */
function knownOf(registry: RegistryRecord): Known {
  if (registry.kind === "foreign")
    return { birthDate: registry.record.birth_date, document: registry.record.document };
  const { surname, name, birthDate, document, sex } = registry.record.person;
  return { lastName: surname, firstName: name, birthDate, document, gender: sex === 1 ? "M" : "F" };
}

/** The zone has two digits of the year: somebody of a hundred is read as a child. */
function sameDay(read: string, other: string): boolean {
  return (
    read === other ||
    (read.slice(2) === other.slice(2) && Number(read.slice(0, 4)) - Number(other.slice(0, 4)) === 100)
  );
}

function bare(number: string): string {
  return number.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
}
