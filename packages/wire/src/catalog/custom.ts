import * as z from "zod";
import type { JsonValue } from "../json.ts";
import { type EventType, eventTypes } from "./index.ts";

/**
 * An event type of a project's own, with a JSON Schema that an operator has registered. The prefix
 * keeps such types apart from the catalog, whatever it may come to hold; `custom.*` is their
 * family.
 */
export type CustomEventType = `custom.${string}`;

const customName = /^custom(?:\.[A-Za-z0-9_-]{1,40}){1,4}$/;

/** Whether the text can name an event type of a project's own. */
export function isCustomEventType(text: string): text is CustomEventType {
  return customName.test(text);
}

/** The name of an event type of a project's own, such as `custom.order.shipped`. */
export const customEventTypeSchema = z
  .string()
  .regex(
    customName,
    "must be custom. and one to four words of letters, digits, _ or -, divided by dots",
  ) as unknown as z.ZodType<CustomEventType, string>;

/** An event type of the catalog or of a project's own. */
export type AnyEventType = EventType | CustomEventType;

/** An event type of the catalog, or a name that one of a project's own can have. */
export const anyEventTypeSchema = z.union(
  [z.enum(eventTypes), customEventTypeSchema],
  "is no event type: neither of the catalog nor custom.*",
) as z.ZodType<AnyEventType, string>;

/**
 * What was recorded under a type of a project's own; its schema is the project's, so nothing more
 * is known of it.
 */
export interface CustomEvent {
  type: CustomEventType;
  payload: Record<string, JsonValue>;
}
