import * as z from "zod";
import { base64Schema } from "../base64.ts";
import { kycLevelText, kycReviewText } from "../catalog/treezor/fields.ts";
import { dateSchema } from "../person/birth-date.ts";
import { identitySchema } from "../person/identity.ts";
import { crossingDataSchema, personDataSchema } from "../registry.ts";
import { captureKindSchema, captureSourceSchema } from "../session/captures.ts";
import { manageMethodSchema } from "../session/kinds.ts";
import { refusalReasonSchema, sessionReasonSchema } from "../session/reasons.ts";
import { retakeReasonSchema } from "../session/retakes.ts";
import { sessionStateSchema } from "../session/states.ts";
import { documentStatuses, userStatuses } from "../treezor/codes.ts";
import { checkFieldSchema, sessionChecksSchema } from "./checks.ts";
import { publicIdSchema, timeSchema } from "./fields.ts";
import { createdAtRangeShape, pageOf, pageQueryShape, repeatable } from "./pagination.ts";

/** What a review decides about: a session, or a user as a whole. */
export const reviewKinds = ["session", "user"] as const;
export type ReviewKind = (typeof reviewKinds)[number];
/**
 * What blocks an approval: facts of the registry, and another name or birth date than the expected
 * one.
 */
export const approvalBlocks = [
  "person_dead",
  "person_locked",
  "record_expired",
  "name_differs",
  "birth_date_differs",
] as const;
export type ApprovalBlock = (typeof approvalBlocks)[number];
export const reviewStatuses = ["open", "decided", "withdrawn"] as const;
export const reviewDecisions = ["approved", "refused"] as const;
/**
 * How a review was closed: a session that is sent back for other pictures gets another review
 * later.
 */
export const reviewOutcomes = [...reviewDecisions, "resubmission_requested"] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];
/** Which open reviews the caller has claimed, or can claim. */
export const reviewQueues = ["mine", "due"] as const;
export type ReviewQueue = (typeof reviewQueues)[number];

/** Query of `GET /manage/v1/reviews`; without a state the open ones come first. */
export const reviewQuerySchema = z.strictObject({
  projectId: repeatable(publicIdSchema).describe("Only reviews of these projects."),
  status: repeatable(z.enum(reviewStatuses)).describe("Only reviews with these statuses."),
  kind: repeatable(z.enum(reviewKinds)).describe("Only reviews of sessions, or of users."),
  sessionId: repeatable(publicIdSchema).describe("Only the reviews of these sessions."),
  userId: repeatable(z.string().max(100)).describe("The integrator's own id of the person"),
  queue: z
    .enum(reviewQueues)
    .optional()
    .describe(
      "`mine`: open reviews that the caller has claimed. `due`: open ones that nobody has claimed and that the caller has not approved already",
    ),
  ...createdAtRangeShape,
  ...pageQueryShape,
});

/** Body of `POST /manage/v1/reviews/next`. */
export const nextReviewSchema = z.strictObject({
  projectId: repeatable(publicIdSchema).describe("Only reviews of these projects."),
  kind: repeatable(z.enum(reviewKinds)).describe("Only reviews of sessions, or of users."),
});

/** Query of `GET /manage/v1/reviews/{id}`. */
export const reviewDetailQuerySchema = z.strictObject({
  base64: z
    .enum(["true", "false"])
    .default("true")
    .describe("`false` leaves out the pictures in base64: they are read at the addresses of `pictures`."),
});

/** A review in the queue: no personal data. */
export const reviewSchema = z.strictObject({
  id: z.string().describe("Id of the review."),
  projectId: z.string().describe("Project of the review."),
  kind: z.enum(reviewKinds).describe("Whether a session or a user as a whole is reviewed."),
  /** Of a session's review. */
  sessionId: z.string().nullable().describe("Id of the session under review; null in a user's review."),
  method: manageMethodSchema.nullable().describe("Method of the session; null in a user's review."),
  /** The integrator's own id of the person, where it gave one. */
  userId: z.string().nullable().describe("The integrator's own id of the person; null if unknown."),
  status: z
    .enum(reviewStatuses)
    .describe("`open`, `decided`, or `withdrawn` because no decision is needed any more."),
  /**
   * Who works on it, until when: others can't decide it in the meantime. Null once that time is
   * over.
   */
  claim: z
    .strictObject({
      by: z.string().describe("Who."),
      mine: z.boolean().describe("Whether it is the caller's."),
      expiresAt: timeSchema.describe("When it ends."),
    })
    .nullable()
    .describe("Who works on it; null if nobody does."),
  /** If two people must approve: who was the first. */
  firstApproval: z
    .strictObject({
      by: z.string().describe("Who."),
      mine: z.boolean().describe("Whether it is the caller's, who then can't give the second."),
      approvedAt: timeSchema.describe("When."),
    })
    .nullable()
    .describe("The first of two approvals; null if there is none."),
  decision: z
    .enum(reviewOutcomes)
    .nullable()
    .describe(
      "How the review was decided; null while it is open. `resubmission_requested`: the applicant was asked for other pictures, and another review follows them.",
    ),
  reasons: z.array(sessionReasonSchema).describe("Of a refusal, the main one first"),
  /** When the person is to be reviewed again. */
  nextReviewDate: z.string().nullable().describe("When the person is to be reviewed again."),
  decidedBy: z.string().nullable().describe("Who decided it; null until then."),
  createdAt: timeSchema.describe("When it was created."),
  /** By when an open review must be decided; a user's waits for as long as it takes. */
  deadlineAt: timeSchema.nullable().describe("Until when it can be decided."),
  decidedAt: timeSchema.nullable().describe("When it was decided; null until then."),
});
export type ReviewView = z.output<typeof reviewSchema>;
export const reviewPageSchema = pageOf(reviewSchema);

/** A picture with its bytes. */
export const pictureSchema = z.strictObject({
  contentType: z.enum(["image/jpeg", "image/png"]).describe("Content type of the picture."),
  base64: base64Schema.describe("The picture in base64."),
});

/** A picture of a review, whose bytes are read at its address. */
export const reviewPictureSchema = z.strictObject({
  bytes: z.int().describe("Size in bytes."),
  source: captureSourceSchema
    .nullable()
    .describe("Whether the page's camera took it or a file was chosen; null if that is not known."),
  name: z.string().describe("Name of the picture: the kind of capture, or `registry`."),
  contentType: z.enum(["image/jpeg", "image/png"]).describe("Content type of the picture."),
  width: z.int().describe("Width in pixels."),
  height: z.int().describe("Height in pixels."),
  takenAt: timeSchema.nullable().describe("When it was received; null for the registry's."),
  url: z.string().describe("Its address, to be read with the caller's own token."),
});
export type ReviewPicture = z.output<typeof reviewPictureSchema>;

/** A reviewer's judgement before they see what the checks found. */
export const reviewJudgements = ["genuine", "doubtful"] as const;
export type ReviewJudgement = (typeof reviewJudgements)[number];

/** Body of `POST /manage/v1/reviews/{id}/judgement`. */
export const judgeReviewSchema = z.strictObject({
  judgement: z
    .enum(reviewJudgements)
    .describe("Whether all looks genuine, or something is doubtful: an impression, not a decision."),
});

/** The user whom a review is about, as the integrator keeps them here. Personal. */
const reviewedUserSchema = z.strictObject({
  userId: z.string().describe("The user."),
  status: z.enum(userStatuses).describe("`CANCELED` once an operator has cancelled the user."),
  frozen: z.boolean().describe("Whether the user is frozen."),
  kycLevel: kycLevelText.describe("0 none, 1 light, 2 regular, 3 strong, 4 refused."),
  kycReview: kycReviewText.describe(
    "0 none, 1 pending, 2 validated, 3 refused, 6 open, 7 pending a periodic review.",
  ),
  fields: z
    .array(
      z.strictObject({ name: z.string().describe("Its name."), value: z.string().describe("Its value.") }),
    )
    .describe("The integrator's data about the user, without empty fields."),
});
export type ReviewedUserView = z.output<typeof reviewedUserSchema>;

/** One of the user's documents, whose file is read at its address. */
const reviewedDocumentSchema = z.strictObject({
  id: z.string().describe("Id of the document."),
  name: z.string().describe("The name that it was given."),
  type: z.string().describe("The name of its type."),
  status: z.enum(documentStatuses).describe("Whether it was judged."),
  preReview: z
    .boolean()
    .describe("Whether it waits for its pre-review, before the integrator is notified of it."),
  contentType: z.enum(["application/pdf", "image/jpeg", "image/png"]).describe("Content type of the file."),
  bytes: z.int().describe("Size of the file in bytes."),
  createdAt: timeSchema.describe("When it was uploaded."),
  url: z.string().describe("Its address, to be read with the caller's own token."),
});
export type ReviewedDocument = z.output<typeof reviewedDocumentSchema>;

/** Body of `POST /manage/v1/documents/{id}/decision`. */
export const decideDocumentSchema = z.strictObject({
  decision: z.enum(reviewDecisions).describe("Whether the document is validated or refused."),
  comment: z.string().max(1000).optional().describe("A remark: `informationStatus` of the document."),
});

/** Its response. */
export const decidedDocumentSchema = z.strictObject({
  id: z.string().describe("Id of the document."),
  projectId: z.string().describe("Project of the document."),
  status: z.enum(documentStatuses).describe("Its status now; an admitted pre-reviewed one is `PENDING`."),
});

/** Body of `PUT /manage/v1/users/{id}/standing`: absent members stay. */
export const userStandingSchema = z.strictObject({
  frozen: z.boolean().optional().describe("Whether the user is excluded for the time being."),
  cancelled: z.literal(true).optional().describe("Cancels the user permanently."),
});

/** Its response. */
export const userStandingViewSchema = z.strictObject({
  id: z.string().describe("Id of the user."),
  projectId: z.string().describe("Project of the user."),
  frozen: z.boolean().describe("Whether the user is frozen."),
  cancelled: z.boolean().describe("Whether the user was cancelled."),
});

/**
 * Response of `GET /manage/v1/reviews/{id}`: the captured and the registry's picture side by side,
 * null if there is none; reading it leaves an audit record.
 */
export const reviewDetailSchema = z.strictObject({
  ...reviewSchema.shape,
  comment: z.string().nullable().describe("What the operator remarked."),
  /** What the agent wrote during the call. */
  notes: z.string().nullable().describe("What was written down."),
  /** Who the person was said to be, and who they are as recorded by the agent. */
  expectedIdentity: identitySchema.nullable().describe("Who the person should be."),
  verifiedIdentity: identitySchema.nullable().describe("The person as verified."),
  /** The code that the applicant tells the agent. */
  identId: z.string().nullable().describe("The code by which an agent finds the session."),
  video: z.boolean().describe("Whether the agent calls the applicant with video, in their pages."),
  /** Every picture that the session asked for, the newest of each kind. */
  captures: z
    .array(z.strictObject({ kind: captureKindSchema.describe("What kind it is."), ...pictureSchema.shape }))
    .describe("The pictures that the session took."),
  pictures: z.array(reviewPictureSchema).describe("The same pictures and the registry's, by address."),
  fields: z
    .array(checkFieldSchema)
    .describe("What the document, the registry and the integrator say, field by field."),
  refusalReasons: z.array(refusalReasonSchema).describe("For which reasons this review can be refused."),
  suggestedReasons: z
    .array(sessionReasonSchema)
    .describe("Those of them for which the checks found a cause; a hint that decides nothing."),
  applicantIsTold: z
    .array(
      z.strictObject({
        reason: refusalReasonSchema.describe("The reason."),
        text: z.string().describe("Title and advice, in the session's language."),
      }),
    )
    .describe("What the applicant reads on the page after a refusal, by its main reason."),
  user: reviewedUserSchema.nullable().describe("The user's own fields; null if the user is not kept here."),
  documents: z.array(reviewedDocumentSchema).describe("The user's documents, oldest first, at most 100."),
  judgement: z
    .enum(reviewJudgements)
    .nullable()
    .describe("What the caller has judged before seeing the checks; null if nothing."),
  checksHidden: z
    .boolean()
    .describe("Whether `checks`, `suggestedReasons` and matches are hidden until the caller judges."),
  capturedPicture: pictureSchema.nullable().describe("The picture of the face that the session took."),
  registryPicture: pictureSchema.nullable().describe("The registry's picture of the person."),
  registryPerson: personDataSchema
    .nullable()
    .describe("The registry's record of a resident, as of the session's start; null if there is none."),
  registryCrossing: crossingDataSchema
    .nullable()
    .describe("The registry's record of a foreigner's border crossing; null if there is none."),
  earlierSessions: z
    .array(
      z.strictObject({
        id: z.string().describe("Id of the session."),
        method: manageMethodSchema.describe("How the person was verified."),
        status: sessionStateSchema.describe("Status of the session."),
        failureReason: sessionReasonSchema.nullable().describe("Why it failed; null if it did not."),
        createdAt: timeSchema.describe("When it was created."),
      }),
    )
    .describe("Other sessions of the same person in the project, newest first, at most 20."),
  checks: sessionChecksSchema.nullable().describe("The automatic checks; null in a user's review."),
  blocks: z
    .array(z.enum(approvalBlocks))
    .describe(
      "What blocks an approval, which then needs an operator's `override`; by the identity that is recorded so far",
    ),
  resubmission: z
    .strictObject({
      left: z.int().describe("How often the session can still be sent back."),
      captures: z
        .array(
          z.strictObject({
            kind: captureKindSchema.describe("Which picture."),
            reasons: z.array(retakeReasonSchema).describe("Why it can be asked for again."),
          }),
        )
        .describe("The pictures that can be asked for again."),
    })
    .nullable()
    .describe("What the applicant can be asked for again; null if there is nothing to ask for."),
  overrideReason: z.string().nullable().describe("Why it was approved despite what blocked it."),
});
export type ReviewDetail = z.output<typeof reviewDetailSchema>;

/**
 * Body of `PUT /manage/v1/reviews/{id}/notes`: what the agent notes and verifies during the call;
 * replaces the previous notes.
 */
export const reviewNotesSchema = z.strictObject({
  notes: z.string().max(4000).optional().describe("What was written down."),
  identity: identitySchema.optional().describe("The person as verified."),
});
export type ReviewNotes = z.output<typeof reviewNotesSchema>;

/** Body of `POST /manage/v1/reviews/{id}/resubmission`. */
export const resubmissionSchema = z.strictObject({
  captures: z
    .array(
      z.strictObject({
        kind: captureKindSchema.describe("Which picture is asked for again."),
        reason: retakeReasonSchema.describe("What was wrong with it, as shown to the applicant."),
      }),
    )
    .min(1)
    .max(8)
    .describe("The pictures that are asked for again. One pose means all of them, as their order matters."),
  comment: z.string().max(2000).optional().describe("What the operator remarked; not for the applicant."),
});
export type Resubmission = z.output<typeof resubmissionSchema>;

/**
 * Body of `POST /manage/v1/reviews/{id}/decision`. A refusal without a reason gets
 * `reason_required`, an approval without the identity data that the method needs
 * `identity_required`.
 */
export const decideSchema = z.strictObject({
  decision: z.enum(reviewDecisions).describe("Whether to approve or to refuse."),
  reasons: z
    .array(refusalReasonSchema)
    .max(10)
    .optional()
    .describe("Why it is refused, the main reason first; of a refusal only, which must have one"),
  comment: z.string().max(2000).optional().describe("What the operator remarked."),
  /** The person as verified, instead of what was recorded before. */
  identity: identitySchema.optional().describe("The person as verified."),
  /**
   * When the person is to be reviewed again: a future day. Of users, and of sessions with a
   * `userId`.
   */
  nextReviewDate: dateSchema.optional().describe("When the person is to be reviewed again."),
  /** The user's new level (1 light, 2 regular, 3 strong); for users only. */
  override: z
    .strictObject({ reason: z.string().trim().min(1).max(2000).describe("Why it is approved nevertheless.") })
    .optional()
    .describe("Approves despite `blocks`. Only for operators; audited, and stored with the review"),
  kycLevel: z.literal([1, 2, 3]).optional().describe("0 none, 1 light, 2 regular, 3 strong, 4 refused."),
});
export type Decide = z.output<typeof decideSchema>;
