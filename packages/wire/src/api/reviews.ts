import * as z from "zod";
import { base64Schema } from "../base64.ts";
import { dateSchema } from "../person/birth-date.ts";
import { identitySchema } from "../person/identity.ts";
import { captureKindSchema } from "../session/captures.ts";
import { manageMethodSchema } from "../session/kinds.ts";
import { refusalReasonSchema, sessionReasonSchema } from "../session/reasons.ts";
import { publicIdSchema, timeSchema } from "./fields.ts";
import { createdAtRangeShape, pageOf, pageQueryShape, repeatable } from "./pagination.ts";

/** What a review decides about: a session, or a user as a whole. */
export const reviewKinds = ["session", "user"] as const;
export type ReviewKind = (typeof reviewKinds)[number];
export const reviewStatuses = ["open", "decided", "withdrawn"] as const;
export const reviewDecisions = ["approved", "refused"] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];

/** Query of `GET /manage/v1/reviews`; without a state the open ones come first. */
export const reviewQuerySchema = z.strictObject({
  projectId: repeatable(publicIdSchema),
  status: repeatable(z.enum(reviewStatuses)),
  kind: repeatable(z.enum(reviewKinds)),
  sessionId: repeatable(publicIdSchema),
  userId: repeatable(z.string().max(100)).describe("The integrator's own id of the person"),
  ...createdAtRangeShape,
  ...pageQueryShape,
});

/** A review in the queue: no personal data. */
export const reviewSchema = z.strictObject({
  id: z.string(),
  projectId: z.string(),
  kind: z.enum(reviewKinds),
  /** Of a session's review. */
  sessionId: z.string().nullable(),
  method: manageMethodSchema.nullable(),
  /** The integrator's own id of the person, where it gave one. */
  userId: z.string().nullable(),
  status: z.enum(reviewStatuses),
  /** Who works on it, until when: others can't decide it meanwhile. Null once that time is over. */
  claim: z.strictObject({ by: z.string(), expiresAt: timeSchema }).nullable(),
  /** Where two people must approve: who was the first. */
  firstApproval: z.strictObject({ by: z.string(), approvedAt: timeSchema }).nullable(),
  decision: z.enum(reviewDecisions).nullable(),
  reasons: z.array(sessionReasonSchema).describe("Of a refusal, the main one first"),
  /** When the person is to be reviewed again. */
  nextReviewDate: z.string().nullable(),
  decidedBy: z.string().nullable(),
  createdAt: timeSchema,
  /** By when an open review must be decided; a user's waits for as long as it takes. */
  deadlineAt: timeSchema.nullable(),
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
  /** What the agent wrote during the call. */
  notes: z.string().nullable(),
  /** Who the person was said to be, and who they are as recorded by the agent. */
  expectedIdentity: identitySchema.nullable(),
  verifiedIdentity: identitySchema.nullable(),
  /** The code that the applicant tells the agent. */
  identId: z.string().nullable(),
  /** Every picture that the session asked for, the newest of each kind. */
  captures: z.array(z.strictObject({ kind: captureKindSchema, ...pictureSchema.shape })),
  capturedPicture: pictureSchema.nullable(),
  registryPicture: pictureSchema.nullable(),
});

/** Body of `PUT /manage/v1/reviews/{id}/notes`: what the agent notes and verifies while talking; replaces what was there. */
export const reviewNotesSchema = z.strictObject({
  notes: z.string().max(4000).optional(),
  identity: identitySchema.optional(),
});
export type ReviewNotes = z.output<typeof reviewNotesSchema>;

/**
 * Body of `POST /manage/v1/reviews/{id}/decision`. A refusal without a reason is answered `reason_required`, an
 * approval without the identity data that the method needs `identity_required`.
 */
export const decideSchema = z.strictObject({
  decision: z.enum(reviewDecisions),
  reasons: z
    .array(refusalReasonSchema)
    .max(10)
    .optional()
    .describe("Why it is refused, the main reason first; of a refusal only, which must have one"),
  comment: z.string().max(2000).optional(),
  /** The person as verified, in place of what was recorded before. */
  identity: identitySchema.optional(),
  /** When the person is to be reviewed again: a day to come. Of users, and of sessions with a `userId`. */
  nextReviewDate: dateSchema.optional(),
  /** How far a user is known from now on (1 light, 2 regular, 3 strong); of users only. */
  kycLevel: z.literal([1, 2, 3]).optional(),
});
export type Decide = z.output<typeof decideSchema>;
