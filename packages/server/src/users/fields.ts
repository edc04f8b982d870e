import { type FieldProblem, settableUserFields, treezorNoDate, treezorUserSchema } from "@countersign/wire";

/** The name of a field that integrators set. */
type UserField = (typeof settableUserFields)[number];
/**
 * Every field that integrators set, as text; only those that Treezor shows as null when empty can
 * be null.
 */
export type UserFields = Record<UserField, string | null>;
/** The fields of a request: null clears, absent fields stay. */
export type GivenFields = Partial<Record<UserField, string | null | undefined>>;

/** Treezor's defaults of a new user. All other fields are null where they can be, else empty. */
const empty: Partial<Record<UserField, string>> = {
  birthday: treezorNoDate,
  legalRegistrationDate: treezorNoDate,
  legalShareCapital: "0",
  effectiveBeneficiary: "0.00",
  specifiedUSPerson: "0",
  employeeType: "0",
  entityType: "0",
  controllingPersonType: "0",
};

/** Merges the given fields over the previous ones (`before` null: of a new user). */
export function mergeFields(
  before: UserFields | null,
  given: GivenFields,
): { ok: true; fields: UserFields } | { ok: false; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const chosen = (field: UserField): string | null => {
    const value = given[field];
    if (value === undefined && before !== null) return before[field];
    if (value === undefined || value === null || (value === "" && empty[field] !== undefined))
      return emptyValue(field);
    const [issue] = treezorUserSchema.shape[field].safeParse(value).error?.issues ?? [];
    if (issue !== undefined) problems.push({ field, problem: issue.message });
    return value;
  };
  const fields = Object.fromEntries(settableUserFields.map((field) => [field, chosen(field)]));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, fields: fields as UserFields };
}

function emptyValue(field: UserField): string | null {
  const nullable = treezorUserSchema.shape[field].safeParse(null).success;
  return empty[field] ?? (nullable ? null : "");
}
