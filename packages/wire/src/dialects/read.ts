import { type CatalogEvent, type EventType, eventDefinition, isChecked } from "../catalog/index.ts";
import { fieldProblems } from "../fields.ts";
import type { Decoded, OutgoingEvent } from "./dialect.ts";
import type { StandardHeaders } from "./standard-headers.ts";

/**
 * The payload in its type's key order; not checked again if `checkEvent` made it. Throws a
 * TypeError that names the fields which the type does not allow.
 */
export function orderedPayload(event: OutgoingEvent): CatalogEvent {
  const { type, payload } = event;
  if (isChecked(type, payload)) return { type, payload } as CatalogEvent;
  const result = eventDefinition(event.type).payload.safeParse(event.payload);
  if (result.success) return { type: event.type, payload: result.data } as CatalogEvent;
  const fields = fieldProblems(result.error, event.payload).map((each) => each.field);
  throw new TypeError(`payload of ${event.type} does not match the catalog: ${fields.join(", ")}`);
}

/**
 * The body as JSON; undefined when it is not UTF-8 or not JSON (which can't express undefined).
 */
export function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    return undefined;
  }
}

/**
 * A verified message as a typed event. `payload` is checked against the catalog; fields unknown to
 * this version are removed from it, in place, instead of being refused.
 */
export function receivedEvent(
  type: EventType,
  payload: unknown,
  headers: StandardHeaders,
  about: { occurredAt?: number; subject?: string } = {},
): Decoded {
  const schema = eventDefinition(type).payload;
  let result = schema.safeParse(payload);
  if (!result.success && dropUnknown(payload, result.error.issues)) result = schema.safeParse(payload);
  if (!result.success) {
    const problems = fieldProblems(result.error, payload).map(({ field, problem }) => ({ field, problem }));
    return { ok: false, problem: { code: "invalid-payload", type, problems } };
  }
  const event = { type, payload: result.data } as CatalogEvent;
  return { ok: true, event: { ...event, ...headers, ...about } };
}

/** A message whose envelope does not have its format's form. */
export function wrongEnvelope(type: EventType, field: string, problem: string): Decoded {
  return { ok: false, problem: { code: "invalid-payload", type, problems: [{ field, problem }] } };
}

type Issue = { code: string; path: PropertyKey[]; keys?: string[] };

/** Deletes the unrecognised keys that the issues name; whether there were any. */
function dropUnknown(payload: unknown, issues: readonly Issue[]): boolean {
  let dropped = false;
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys") continue;
    let holder: unknown = payload;
    for (const step of issue.path) holder = (holder as Record<PropertyKey, unknown>)[step];
    for (const key of issue.keys ?? []) delete (holder as Record<string, unknown>)[key];
    dropped = true;
  }
  return dropped;
}
