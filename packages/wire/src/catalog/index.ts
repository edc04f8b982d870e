import type * as z from "zod";
import { type FieldProblem, parseInput } from "../fields.ts";
import {
  checkForeignPerson,
  checkOutcome,
  checkPassport,
  checkPerson,
  checkPhoto,
  checkRegistration,
} from "./check.ts";
import type { EventDefinition } from "./definition.ts";
import { reviewRequested, sessionExpired } from "./operational.ts";

export { registrationHookDataSchema } from "./check.ts";
export type { CatalogText, EventDefinition, NativeDialect, SubjectKind } from "./definition.ts";

/** Every event type of the service, by name. */
export const catalog = {
  "check.outcome": checkOutcome,
  "check.passport": checkPassport,
  "check.person": checkPerson,
  "check.registration": checkRegistration,
  "check.photo": checkPhoto,
  "check.foreign_person": checkForeignPerson,
  "session.expired": sessionExpired,
  "review.requested": reviewRequested,
} as const;

export type EventType = keyof typeof catalog;

/** What an event of this type carries. */
export type EventPayload<Type extends EventType = EventType> = {
  [T in Type]: z.output<(typeof catalog)[T]["payload"]>;
}[Type];

/** A type and its payload: a union that narrows by `type`. */
export type CatalogEvent<Type extends EventType = EventType> = {
  [T in Type]: { type: T; payload: EventPayload<T> };
}[Type];

/** All type names, in the catalog's order. */
export const eventTypes = Object.keys(catalog) as [EventType, ...EventType[]];

/** Whether the text names an event type. */
export function isEventType(text: string): text is EventType {
  return Object.hasOwn(catalog, text);
}

/** All that the catalog says about a type. */
export function eventDefinition(type: EventType): EventDefinition<EventType, z.ZodObject> {
  return catalog[type];
}

/**
 * Checks a payload against its type. The event that comes back has the catalog's key order, which is the
 * order on the wire; unknown fields are refused by name.
 */
export function checkEvent(
  type: EventType,
  payload: unknown,
): { ok: true; event: CatalogEvent } | { ok: false; problems: FieldProblem[] } {
  const parsed = parseInput(eventDefinition(type).payload, payload);
  if (!parsed.ok) return parsed;
  return { ok: true, event: { type, payload: parsed.value } as CatalogEvent };
}
