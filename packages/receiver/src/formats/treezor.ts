import { isObject } from "../json.ts";
import { type Content, dateOf } from "./content.ts";

/** Treezor's format: an envelope around `object_payload`; the `user.*` events are wrapped once more. */
export function readTreezor(root: Record<string, unknown>): Content | null {
  const envelope = isObject(root.webhook) ? root.webhook : root;
  const { webhook: type, object_payload: payload, object_id: subject, webhook_created_at: at } = envelope;
  if (typeof type !== "string" || !isObject(payload)) return null;
  return {
    format: "treezor",
    type,
    payload,
    // In units of 10⁻⁴ s.
    occurredAt: typeof at === "number" ? dateOf(Math.floor(at / 10)) : null,
    ...(typeof subject === "string" && { subject }),
  };
}
