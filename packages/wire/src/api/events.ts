import * as z from "zod";
import { eventTypes } from "../catalog/index.ts";
import { publicIdSchema, timeSchema } from "./fields.ts";
import { pageOf, pageQueryShape } from "./pagination.ts";

/** Query of `GET /manage/v1/events`. */
export const eventQuerySchema = z.strictObject({
  projectId: publicIdSchema.optional(),
  type: z.enum(eventTypes).optional(),
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
 * the subject was `erased`, or it is `personal` and the caller is a project's key, which gets personal data at its
 * static addresses alone.
 */
export const eventDetailSchema = z.strictObject({
  ...eventSchema.shape,
  payload: z.json().nullable(),
  withheld: z.enum(["erased", "personal"]).nullable(),
});
export type EventDetail = z.output<typeof eventDetailSchema>;

const text = z.strictObject({ ru: z.string(), en: z.string() });

/** One event type of the catalog, with the JSON Schema (2020-12) of its payload and an invented example. */
export const eventTypeSchema = z.strictObject({
  type: z.string(),
  title: text,
  description: text,
  dialect: z.string(),
  subject: z.string(),
  personal: z.boolean(),
  schema: z.record(z.string(), z.json()),
  example: z.json(),
});
/** Answer of `GET /manage/v1/event-types`: the whole catalog. */
export const eventTypeListSchema = z.strictObject({ data: z.array(eventTypeSchema) });
