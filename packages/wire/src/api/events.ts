import * as z from "zod";
import { anyEventTypeSchema, customEventTypeSchema } from "../catalog/custom.ts";
import { nameSchema, publicIdSchema, timeSchema } from "./fields.ts";
import { pageOf, pageQueryShape } from "./pagination.ts";

/** Query of `GET /manage/v1/events`. */
export const eventQuerySchema = z.strictObject({
  projectId: publicIdSchema.optional(),
  type: anyEventTypeSchema.optional(),
  subject: publicIdSchema.optional().describe("the id of what it happened to, such as a session's"),
  ...pageQueryShape,
});

/** Something that happened, without what it carries. */
export const eventSchema = z.strictObject({
  id: z.string(),
  projectId: z.string(),
  type: z.string(),
  subject: z.string().nullable(),
  sequence: z.int().nullable(),
  occurredAt: timeSchema,
});
export type EventView = z.output<typeof eventSchema>;
export const eventPageSchema = pageOf(eventSchema);

/**
 * Answer of `GET /manage/v1/events/{id}`. Reading a payload leaves an audit record. `withheld` says why it is null:
 * the subject was `erased`, the project's time for payloads has `expired`, or it is `personal` and the caller is a
 * project's key, which gets personal data at its static addresses alone.
 */
export const eventDetailSchema = z.strictObject({
  ...eventSchema.shape,
  payload: z.json().nullable(),
  withheld: z.enum(["erased", "expired", "personal"]).nullable(),
});
export type EventDetail = z.output<typeof eventDetailSchema>;

/** The public id of what an event happened to, as the reporter gives it: one line. */
export const subjectSchema = z
  .string()
  .min(1)
  .max(100)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
  .regex(/^[^\u0000-\u001f\u007f]*$/, "must be one line");

/** Something that happened; the payload is checked against the schema of the type, the catalog's or the project's. */
const newEventShape = {
  type: anyEventTypeSchema,
  subject: subjectSchema.optional(),
  payload: z.looseObject({}).describe("at most 20,000 values, 64 levels deep, and 1,048,576 characters"),
};

/** Body of `POST /manage/v1/events`. */
export const newEventSchema = z.strictObject({ projectId: publicIdSchema, ...newEventShape });
export type NewEventBody = z.output<typeof newEventSchema>;

/** Its answer, given once the event is durable. */
export const recordedEventSchema = z.strictObject({ id: z.string() });

/** Body of `POST /manage/v1/events/batch`: all or none of them are recorded. */
export const newEventBatchSchema = z.strictObject({
  projectId: publicIdSchema,
  events: z.array(z.strictObject(newEventShape)).min(1).max(1000),
});
export type NewEventBatchBody = z.output<typeof newEventBatchSchema>;

/** Its answer: the ids in the order of the events. */
export const recordedEventsSchema = z.strictObject({ ids: z.array(z.string()) });

/** Body of `POST /manage/v1/subjects/erase`. */
export const eraseSubjectSchema = z.strictObject({
  projectId: publicIdSchema,
  subject: subjectSchema.describe("as the events name it"),
});

/** Its answer. */
export const erasedSubjectSchema = z.strictObject({
  erased: z.boolean().describe("false where nothing was sealed for this subject, or not any more"),
  cancelledDeliveries: z.int(),
});

/** How far an erasure has come. */
const erasureSchema = z.strictObject({
  subjectId: z.string(),
  erasedAt: timeSchema.describe("when the key was destroyed"),
  clearedAt: timeSchema.nullable().describe("when what the key sealed was removed"),
  scrubbedAt: timeSchema
    .nullable()
    .describe("when the key and keyed hashes were gone from the database's files and log"),
});
export const erasurePageSchema = pageOf(erasureSchema);

const text = z.strictObject({ ru: z.string(), en: z.string() });

/** One event type, with the JSON Schema (2020-12) of its payload and an invented example. */
export const eventTypeSchema = z.strictObject({
  type: z.string(),
  projectId: z.string().nullable().describe("whose own type it is; null: the catalog's"),
  title: text,
  description: text,
  dialect: z.string(),
  subject: z.string(),
  personal: z.boolean(),
  schema: z.record(z.string(), z.json()),
  example: z.json(),
});
export type EventTypeView = z.output<typeof eventTypeSchema>;
/** Answer of `GET /manage/v1/event-types`: the whole catalog, and the project's own types. */
export const eventTypeListSchema = z.strictObject({ data: z.array(eventTypeSchema) });

/** Query of `GET /manage/v1/event-types`: of which project the own types are listed; a project's key sees its own. */
export const eventTypeQuerySchema = z.strictObject({ projectId: publicIdSchema.optional() });

const titleText = z.strictObject({ ru: nameSchema, en: nameSchema });
const jsonObject = z.record(z.string(), z.json());

/** Body of `POST /manage/v1/event-types`: a type of the project's own. */
export const createEventTypeSchema = z.strictObject({
  projectId: publicIdSchema,
  type: customEventTypeSchema,
  title: titleText,
  description: titleText.optional().describe("the title when absent"),
  schema: jsonObject.describe("JSON Schema 2020-12 of the payload, complete in itself"),
  example: jsonObject.describe("a payload that satisfies it"),
});
export type CreateEventType = z.output<typeof createEventTypeSchema>;

/** Query of `DELETE /manage/v1/event-types`. */
export const deleteEventTypeSchema = z.strictObject({
  projectId: publicIdSchema,
  type: customEventTypeSchema,
});
