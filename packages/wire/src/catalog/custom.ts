import * as z from "zod";
import type { JsonValue } from "../json.ts";
import { type EventType, eventTypes } from "./index.ts";

/**
 * A project's own event type, with a JSON Schema that an operator has registered. The prefix
 * separates such types from the catalog, including its future types; `custom.*` is their family.
 */
export type CustomEventType = `custom.${string}`;

const customName = /^custom(?:\.[A-Za-z0-9_-]{1,40}){1,4}$/;

/** Whether the text is a valid name for a project's own event type. */
export function isCustomEventType(text: string): text is CustomEventType {
  return customName.test(text);
}

/** The name of a project's own event type, such as `custom.order.shipped`. */
export const customEventTypeSchema = z
  .string()
  .regex(
    customName,
    "must be custom. and one to four words of letters, digits, _ or -, divided by dots",
  ) as unknown as z.ZodType<CustomEventType, string>;

/** An event type of the catalog or a project's own. */
export type AnyEventType = EventType | CustomEventType;

/** An event type of the catalog, or a valid name for a project's own. */
export const anyEventTypeSchema = z.union(
  [z.enum(eventTypes), customEventTypeSchema],
  "unknown event type: neither in the catalog nor custom.*",
) as z.ZodType<AnyEventType, string>;

/**
 * An event of a project's own type; its schema is the project's, so nothing more is known about it.
 */
export interface CustomEvent {
  type: CustomEventType;
  payload: Record<string, JsonValue>;
}
