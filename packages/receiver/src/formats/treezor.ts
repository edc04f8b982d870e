import { isObject } from "../json.ts";
import { type Content, dateOf } from "./content.ts";

/** Treezor's format: an envelope around `object_payload`; the `user.*` events are wrapped twice. */
export function readTreezor(root: Record<string, unknown>): Content | null {
  const envelope = isObject(root.webhook) ? root.webhook : root;
  const { webhook: type, object_payload: payload, object_id: subject, webhook_created_at: at } = envelope;
  if (typeof type !== "string" || !isObject(payload)) return null;
  return {
    format: "treezor",
    type,
    payload,
    occurredAt: typeof at === "number" ? dateOf(momentOf(at)) : null,
    ...(typeof subject === "string" && { subject }),
  };
}

/** Treezor writes seconds, milliseconds or tenths of them, by type; their size tells them apart. */
function momentOf(createdAt: number): number {
  if (createdAt < 1e11) return createdAt * 1000;
  return createdAt < 1e13 ? createdAt : Math.floor(createdAt / 10);
}
