import { type FieldName, fieldOf } from "./draft.ts";

/** What the service finds wrong, by the field of the form that it belongs to. */
export function problemsByField(
  problems: readonly { field: string; problem: string }[],
): Partial<Record<FieldName, string>> {
  const byField: Partial<Record<FieldName, string>> = {};
  for (const { field, problem } of problems) {
    const name = fieldOf(field);
    if (name === null) continue;
    const rest = field.split(".").slice(1).join(".");
    const text = rest === "" ? problem : `${rest}: ${problem}`;
    byField[name] = byField[name] === undefined ? text : `${byField[name]}; ${text}`;
  }
  return byField;
}
