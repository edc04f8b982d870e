import * as z from "zod";
import { base64Schema } from "../base64.ts";
import { sessionMethodSchema } from "../session-kinds.ts";
import { refusalReasonSchema, sessionReasonSchema } from "../session-reasons.ts";
import { publicIdSchema, timeSchema } from "./fields.ts";
import { pageOf, pageQueryShape } from "./pagination.ts";

export const reviewStates = ["open", "decided", "withdrawn"] as const;
export const reviewDecisions = ["approved", "refused"] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];

/** Query of `GET /manage/v1/reviews`; without a state the open ones come first. */
export const reviewQuerySchema = z.strictObject({
  projectId: publicIdSchema.optional(),
  state: z.enum(reviewStates).optional(),
  ...pageQueryShape,
});

/** A review in the queue: no personal data. */
export const reviewSchema = z.strictObject({
  id: z.string(),
  projectId: z.string(),
  sessionId: z.string(),
  method: sessionMethodSchema,
  state: z.enum(reviewStates),
  decision: z.enum(reviewDecisions).nullable(),
  reason: sessionReasonSchema.nullable(),
  decidedBy: z.string().nullable(),
  createdAt: timeSchema,
  /** By when an open review must be decided. */
  deadlineAt: timeSchema,
  decidedAt: timeSchema.nullable(),
});
export type ReviewView = z.output<typeof reviewSchema>;
export const reviewPageSchema = pageOf(reviewSchema);

/** A picture with its bytes. */
export const pictureSchema = z.strictObject({
  contentType: z.enum(["image/jpeg", "image/png"]),
  base64: base64Schema,
});

/**
 * Answer of `GET /manage/v1/reviews/{id}`: the captured and the registry's picture side by side, null where
 * there is none; reading it leaves an audit record.
 */
export const reviewDetailSchema = z.strictObject({
  ...reviewSchema.shape,
  comment: z.string().nullable(),
  capturedPicture: pictureSchema.nullable(),
  registryPicture: pictureSchema.nullable(),
});

/** Body of `POST /manage/v1/reviews/{id}/decision`. A refusal without `reason` is answered `reason_required`. */
export const decideSchema = z.strictObject({
  decision: z.enum(["approve", "refuse"]),
  reason: refusalReasonSchema.optional(),
  comment: z.string().max(2000).optional(),
});
export type Decide = z.output<typeof decideSchema>;
