import * as z from "zod";
import { languageSchema } from "../languages.ts";
import { personKinds, sessionFlows, sessionMethodSchema } from "../session-kinds.ts";
import { sessionReasonSchema } from "../session-reasons.ts";
import { sessionStateSchema } from "../session-states.ts";
import { publicIdSchema, timeSchema } from "./fields.ts";
import { pageOf, pageQueryShape } from "./pagination.ts";

/** Query of `GET /manage/v1/sessions`. */
export const sessionQuerySchema = z.strictObject({
  projectId: publicIdSchema.optional(),
  state: sessionStateSchema.optional(),
  transactionId: z.string().max(100).optional(),
  ...pageQueryShape,
});

/** A session as operators and integrators see it: no personal data. */
export const sessionSchema = z.strictObject({
  id: z.string(),
  projectId: z.string(),
  transactionId: z.string().nullable(),
  method: sessionMethodSchema,
  flow: z.enum(sessionFlows),
  /** Null in a direct session until the integrator says who the person is. */
  personKind: z.enum(personKinds).nullable(),
  language: languageSchema,
  state: sessionStateSchema,
  failureReason: sessionReasonSchema.nullable(),
  createdAt: timeSchema,
  expiresAt: timeSchema,
  decidedAt: timeSchema.nullable(),
  redactedAt: timeSchema.nullable(),
});
export type SessionView = z.output<typeof sessionSchema>;
export const sessionPageSchema = pageOf(sessionSchema);

/** One move of a session: what caused it, from where to where, and who did it. */
export const timelineEntrySchema = z.strictObject({
  version: z.int(),
  at: timeSchema,
  trigger: z.string(),
  from: sessionStateSchema.nullable(),
  to: sessionStateSchema,
  actor: z.strictObject({ kind: z.string(), id: z.string().nullable() }),
});
export type TimelineEntry = z.output<typeof timelineEntrySchema>;

/** Answer of `GET /manage/v1/sessions/{id}`. */
export const sessionDetailSchema = z.strictObject({
  ...sessionSchema.shape,
  timeline: z.array(timelineEntrySchema),
});

/** Body of `POST /manage/v1/sessions/{id}/simulate`, test-mode projects only. The reason goes with a failure. */
export const simulateSchema = z
  .strictObject({ outcome: z.enum(["success", "failure"]), reason: sessionReasonSchema.optional() })
  .refine((body) => body.outcome === "failure" || body.reason === undefined, {
    path: ["reason"],
    message: "goes with a failure only",
  });
export type Simulate = z.output<typeof simulateSchema>;

/** Answer of `POST /manage/v1/sessions/{id}/redact`: how much of the person's went with the session. */
export const redactedSessionSchema = z.strictObject({
  ...sessionSchema.shape,
  /** All sessions of the person in the project, this one among them. */
  sessions: z.int(),
  cancelledDeliveries: z.int(),
});
