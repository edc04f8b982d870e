import { isObject } from "../json.ts";
import { readAbleId } from "./able-id.ts";
import { type Content, dateOf } from "./content.ts";
import { readTreezor } from "./treezor.ts";

/**
 * What a parsed body says, in whichever of the five formats it is written; null if it is none of
 * them. The formats can't be confused: each has a member that the others lack.
 */
export function readContent(root: unknown): Content | null {
  if (!isObject(root)) return null;
  if (Object.hasOwn(root, "statusCode")) return readAbleId(root);
  if (Object.hasOwn(root, "webhook")) return readTreezor(root);
  const { data, type, event } = root;
  if (!isObject(data)) return null;
  if (typeof event === "string") {
    const sequence = Number.isSafeInteger(root.sequence) ? { sequence: Number(root.sequence) } : {};
    return { format: "rarus", type: event, payload: data, occurredAt: dateOf(root.occurredAt), ...sequence };
  }
  if (typeof type !== "string") return null;
  if (Object.hasOwn(root, "createdAt"))
    return { format: "love-and-pay", type, payload: data, occurredAt: dateOf(root.createdAt) };
  if (Object.hasOwn(root, "timestamp"))
    return { format: "standard", type, payload: data, occurredAt: dateOf(root.timestamp) };
  return null;
}
