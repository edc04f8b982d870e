import { outcomes } from "../generated/catalog.ts";
import { isObject } from "../json.ts";
import type { Content } from "./content.ts";

/**
 * The data hooks, distinguished by a field that only they have; the person hook also has `person`.
 */
const markers = [
  ["registration", "check.person"],
  ["person", "check.foreign_person"],
  ["crc", "check.photo"],
  ["passportGivePlace", "check.passport"],
  ["address", "check.registration"],
] as const;

/** The able-id format: `{statusCode, type, message, data}`; the events' types are not in it. */
export function readAbleId(root: Record<string, unknown>): Content | null {
  const { statusCode, message, data } = root;
  if (!isObject(data)) return null;
  const content = (type: string, payload: Record<string, unknown>): Content => ({
    format: "able-id",
    type,
    payload,
    occurredAt: null,
  });
  const inner = data.data;
  if (isObject(inner) && statusCode === 200) {
    const found = markers.find(([field]) => Object.hasOwn(inner, field));
    return found === undefined ? null : content(found[1], data);
  }
  const told = outcomes.find(({ code }) => code === statusCode);
  if (inner !== undefined || told === undefined) return null;
  const { outcome, messages } = told;
  return content("check.outcome", { outcome, lang: languageOf(messages, message), ...data });
}

/** The language of an outcome's message; ru, the format's own, where another version words it differently. */
function languageOf(messages: object, message: unknown): string {
  return Object.entries(messages).find(([, text]) => text === message)?.[0] ?? "ru";
}
