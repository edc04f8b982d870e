import { changeWebhookSchema, type FieldProblem, type ValidateWebhook } from "@countersign/wire";
import { Refusal } from "../../refusals/problem.ts";

const prefix = "settings.";

/**
 * A draft whose settings may break their schema, as those of a form that is being filled in: what is
 * wrong with them, and the draft without the wrong ones. For routes with `attachValidation`. Throws the
 * refusal if something else than a setting is wrong.
 */
export function readableDraft(
  body: ValidateWebhook,
  refusal: Error | undefined,
): { body: ValidateWebhook; malformed: FieldProblem[] } {
  if (refusal === undefined) return { body, malformed: [] };
  const errors = refusal instanceof Refusal ? (refusal.details.errors ?? []) : [];
  if (errors.length === 0 || !errors.every(({ field }) => field.startsWith(prefix))) throw refusal;
  const malformed = errors.map(({ field, problem }) => ({ field: field.slice(prefix.length), problem }));
  const wrong = new Set(malformed.map(({ field }) => settingOf(field)));
  const right = Object.entries(body.settings).filter(([name]) => !wrong.has(name));
  const settings = changeWebhookSchema.safeParse(Object.fromEntries(right));
  // A refusal names a limited number of errors: more than that are beyond a form.
  if (!settings.success) throw refusal;
  return { body: { ...body, settings: settings.data }, malformed };
}

/** The setting that a dotted path is about. */
export function settingOf(field: string): string {
  return field.split(".", 1)[0] ?? field;
}
