import * as z from "zod";
import { anyEventTypeSchema, customEventTypeSchema } from "../catalog/custom.ts";
import { nameSchema, publicIdSchema, timeInputSchema, timeSchema, versionSchema } from "./fields.ts";
import { createdAtRangeShape, pageOf, pageQueryShape, repeatable } from "./pagination.ts";

/** Query of `GET /manage/v1/events`. */
export const eventQuerySchema = z.strictObject({
  projectId: publicIdSchema.optional().describe("Only events of this project"),
  id: repeatable(publicIdSchema).describe("Only these events"),
  type: repeatable(anyEventTypeSchema).describe("Only events of these types"),
  subject: repeatable(publicIdSchema).describe("Only events about these subjects, such as sessions' ids"),
  ...createdAtRangeShape,
  ...pageQueryShape,
});

/** Something that happened, without its payload. */
export const eventSchema = z.strictObject({
  id: z.string().describe("Id of the event, `evt_…`; its deliveries carry it as `webhook-id`"),
  projectId: z.string().describe("The project of the event."),
  type: z.string().describe("Its type, of the catalog or the project's own"),
  subject: z.string().nullable().describe("What it happened to, such as a session's id"),
  sequence: z.int().nullable().describe("Its number within its subject, where it has one"),
  createdAt: timeSchema.describe("When it happened, which is when it was recorded"),
});
export type EventView = z.output<typeof eventSchema>;
export const eventPageSchema = pageOf(eventSchema);

/** Response of `GET /manage/v1/events/{id}`. Reading a payload leaves an audit record. */
export const eventDetailSchema = z.strictObject({
  ...eventSchema.shape,
  payload: z.json().nullable().describe("Its payload; null if it is withheld"),
  withheld: z
    .enum(["erased", "expired", "personal"])
    .nullable()
    .describe(
      "Why the payload is null: the subject was `erased`; the project's retention of payloads has `expired`; it is `personal` " +
        "and the caller is a project's key, which gets personal data only at its static addresses",
    ),
});
export type EventDetail = z.output<typeof eventDetailSchema>;

/** The public id of an event's subject, as the caller gives it: one line. */
export const subjectSchema = z
  .string()
  .min(1)
  .max(100)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
  .regex(/^[^\u0000-\u001f\u007f]*$/, "must be one line");

/**
 * Something that happened; the payload is checked against the schema of the type, the catalog's or
 * the project's.
 */
const newEventShape = {
  type: anyEventTypeSchema.describe("Its type, of the catalog or the project's own"),
  subject: subjectSchema
    .optional()
    .describe("What it happened to: events of one subject have rising numbers, and are erased together"),
  payload: z
    .looseObject({})
    .describe("Its payload: at most 20,000 values, 64 levels deep, and 1,048,576 characters"),
};

/** Body of `POST /manage/v1/events`. */
export const newEventSchema = z.strictObject({
  projectId: publicIdSchema.describe("The project of the event."),
  ...newEventShape,
});
export type NewEventBody = z.output<typeof newEventSchema>;

/** Its response, given once the event is durable. */
export const recordedEventSchema = z.strictObject({ id: z.string().describe("Id of the event, `evt_…`") });

/** Body of `POST /manage/v1/events/batch`: all or none of them are recorded. */
export const newEventBatchSchema = z.strictObject({
  projectId: publicIdSchema.describe("Whose events they are"),
  events: z.array(z.strictObject(newEventShape)).min(1).max(1000).describe("The events, in their order"),
});
export type NewEventBatchBody = z.output<typeof newEventBatchSchema>;

/** Its response: the ids in the order of the events. */
export const recordedEventsSchema = z.strictObject({
  ids: z.array(z.string()).describe("Ids of the events, in the order given"),
});

/** Body of `POST /manage/v1/subjects/erase`. */
export const eraseSubjectSchema = z.strictObject({
  projectId: publicIdSchema.describe("Whose events name it"),
  subject: subjectSchema.describe("The subject as the events name it"),
});

/** Its response. */
export const erasedSubjectSchema = z.strictObject({
  erased: z.boolean().describe("False if nothing was sealed for this subject, or no longer is"),
  cancelledDeliveries: z.int().describe("Pending deliveries that were cancelled"),
});

/** The progress of an erasure. */
const erasureSchema = z.strictObject({
  subjectId: z.string().describe("Internal id of the subject, `sub_…`, which the audit record names"),
  status: z
    .enum(["started", "cleared", "scrubbed"])
    .describe(
      "`started`: the key is destroyed; `cleared`: what it sealed is removed; `scrubbed`: its bytes are overwritten.",
    ),
  erasedAt: timeSchema.describe("When the key was destroyed"),
  clearedAt: timeSchema.nullable().describe("When what the key sealed was removed"),
  scrubbedAt: timeSchema
    .nullable()
    .describe("When the key and keyed hashes were removed from the database's files and log"),
});
export const erasurePageSchema = pageOf(erasureSchema);

/** Query of `GET /manage/v1/erasures`. */
export const erasureQuerySchema = z.strictObject({
  status: repeatable(erasureSchema.shape.status).describe("Only erasures with these statuses."),
  subjectId: repeatable(z.string().min(1).max(100)).describe("Only of these subjects, by internal id."),
  erasedAtFrom: timeInputSchema.optional().describe("Only keys that were destroyed at this time or later"),
  erasedAtTo: timeInputSchema.optional().describe("Only keys that were destroyed before this time"),
  ...pageQueryShape,
});

const text = z.strictObject({ ru: z.string().describe("In Russian"), en: z.string().describe("In English") });

/** One event type, with the JSON Schema (2020-12) of its payload and an invented example. */
export const eventTypeSchema = z.strictObject({
  type: z.string().describe("Its name, such as `session.expired` or `custom.order.shipped`"),
  projectId: z.string().nullable().describe("The project whose own type it is; null: the catalog's"),
  version: versionSchema.describe(
    "Rises with every change of a project's own type. Send it back as `If-Match` to change only what you have seen. " +
      "1 for the catalog's, which change only compatibly.",
  ),
  title: text.describe("What people call it"),
  description: text.describe("When the event happens, in Russian and English."),
  dialect: z.string().describe("The wire format in which it is sent by default"),
  subject: z.string().describe("What the event's subject is."),
  personal: z.boolean().describe("Whether its payload may hold personal data"),
  schema: z.record(z.string(), z.json()).describe("JSON Schema 2020-12 of the payload"),
  example: z.json().describe("An invented payload"),
});
export type EventTypeView = z.output<typeof eventTypeSchema>;
/** Response of `GET /manage/v1/event-types` and `GET /manage/v1/projects/{id}/event-types`. */
export const eventTypePageSchema = pageOf(eventTypeSchema);

const titleText = z.strictObject({
  ru: nameSchema.describe("The type's name in Russian."),
  en: nameSchema.describe("The type's name in English."),
});
const jsonObject = z.record(z.string(), z.json());

/** Body of `POST /manage/v1/projects/{id}/event-types`: a type of the project's own. */
export const createEventTypeSchema = z.strictObject({
  type: customEventTypeSchema.describe("Its name: `custom.` and one to four words"),
  title: titleText.describe("What people call it"),
  description: titleText.optional().describe("When it happens; absent: the title"),
  schema: jsonObject.describe("JSON Schema 2020-12 of the payload, complete in itself"),
  example: jsonObject.describe("A payload that satisfies it"),
});
export type CreateEventType = z.output<typeof createEventTypeSchema>;

/** Body of `PATCH /manage/v1/projects/{id}/event-types/{type}`: absent members stay. */
export const changeEventTypeSchema = createEventTypeSchema.omit({ type: true }).partial();
export type ChangeEventType = z.output<typeof changeEventTypeSchema>;

/** Query of `GET /manage/v1/projects/{id}/event-types/{type}`. */
export const eventTypeVersionSchema = z.strictObject({
  version: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000_000)
    .optional()
    .describe("An earlier version of it; absent: the current one"),
});
