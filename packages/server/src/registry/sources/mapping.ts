import type { FieldProblem, SourceMapping } from "@countersign/wire";
import { sourceFields } from "./fields.ts";

const dottedPath = /^[^.\s]+(\.[^.\s]+)*$/;
const permanent = "registration.permanentRegistration.";

/** The problems of a mapping: unknown fields, invalid paths. Empty if it is valid. */
export function mappingProblems(mapping: SourceMapping): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const kind of ["people", "crossings"] as const) {
    for (const [ours, theirs] of Object.entries(mapping[kind])) {
      const field = `mapping.${kind}.${ours}`;
      if (!sourceFields[kind].includes(ours))
        problems.push({ field, problem: "is not a field of the registry; the guide lists them" });
      else if (!dottedPath.test(theirs))
        problems.push({
          field,
          problem: "must be names or indexes joined by dots, such as data.names.0.family",
        });
    }
  }
  return problems;
}

/**
 * Converts a source's response to our form. An empty mapping leaves it unchanged. Otherwise each of our fields is read
 * from its mapped path, or from the same path as ours; missing fields become null, and a permanent registration with
 * only nulls is omitted.
 */
export function mapResponse(kind: keyof SourceMapping, mapping: SourceMapping, answer: unknown): unknown {
  const paths = mapping[kind];
  if (Object.keys(paths).length === 0) return answer;
  const values = new Map(
    sourceFields[kind].map((field) => [field, valueAt(answer, paths[field] ?? field) ?? null]),
  );
  if (kind === "crossings") return Object.fromEntries(values);
  const below = (prefix: string) =>
    [...values].flatMap(([field, value]) =>
      field.startsWith(prefix) ? [[field.slice(prefix.length), value] as const] : [],
    );
  const address = below(permanent);
  return {
    person: Object.fromEntries(below("person.")),
    registration: {
      permanentRegistration: address.some(([, value]) => value !== null) ? Object.fromEntries(address) : null,
      temporaryRegistrations: values.get("registration.temporaryRegistrations"),
    },
    photo: values.get("photo"),
    locked: values.get("locked") ?? false,
  };
}

function valueAt(answer: unknown, path: string): unknown {
  let value = answer;
  for (const step of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}
