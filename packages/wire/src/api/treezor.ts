import * as z from "zod";
import {
  eventDefinition,
  eventTypes,
  identificationTypes,
  type TreezorUser,
  treezorDocumentSchema,
  treezorUserSchema,
} from "../catalog/index.ts";
import { treezorDocumentTypeIds } from "../treezor/document-types.ts";
import type { TreezorErrorCode } from "../treezor/errors.ts";
import { treezorErrors } from "../treezor/errors.ts";
import { timeSchema, urlSchema } from "./fields.ts";

/** Text of a request: bounded, and well-formed, as PHP receivers cannot read a lone surrogate. */
const text = z
  .string()
  .max(1000)
  .refine((value) => value.isWellFormed(), "must be well-formed Unicode");
const optional = text.nullable().optional();
/** An id or code in a request: text, or the number that it spells. */
const numeric = z
  .union([z.string().regex(/^[0-9]{1,15}$/, "must be digits"), z.int().nonnegative()])
  .transform(String);

/** The members of a user that the service keeps itself; a request may not set them. */
const keptByService = [
  "userId",
  "clientId",
  "userStatus",
  "kycLevel",
  "kycReview",
  "kycReviewComment",
  "isFreezed",
  "createdDate",
  "modifiedDate",
  "codeStatus",
  "informationStatus",
  "walletCount",
  "payinCount",
  "totalRows",
  "countryName",
  "sepaCreditorIdentifier",
] as const satisfies (keyof TreezorUser)[];
type Settable = Exclude<keyof TreezorUser, (typeof keptByService)[number]>;

/** The members of a user that a request may set, in the user's order. */
export const settableUserFields = Object.keys(treezorUserSchema.shape).filter(
  (field) => !(keptByService as readonly string[]).includes(field),
) as Settable[];

const userFields = Object.fromEntries(
  settableUserFields.map((field) => [
    field,
    optional.describe(treezorUserSchema.shape[field].description ?? ""),
  ]),
) as Record<Settable, typeof optional>;

/** `userTypeId`: 1 a natural person, 2 a business, 3 a government, 4 an entity. */
export const treezorUserTypeIds = ["1", "2", "3", "4"] as const;
const userTypeId = numeric
  .pipe(z.enum(treezorUserTypeIds))
  .describe("1 a natural person, 2 a business, 3 a government, 4 another entity.");
const userEmail = z.email().max(200).describe("The e-mail address.");
const accessTag = text
  .min(1)
  .optional()
  .describe("Makes repetitions of the call have one effect: a key of the caller's own.");

/**
 * Body of `POST /v1/users`. `accessTag`: a repeated call with the same one returns the user made by
 * the first.
 */
export const createTreezorUserSchema = z.strictObject({
  ...userFields,
  userTypeId: userTypeId.default("1"),
  email: userEmail,
  accessTag,
});
export type CreateTreezorUser = z.output<typeof createTreezorUserSchema>;

/** Body of `PUT /v1/users/{userId}`: absent members stay. */
export const changeTreezorUserSchema = z.strictObject({
  ...userFields,
  userTypeId: userTypeId.optional(),
  email: userEmail.optional(),
  accessTag,
});
export type ChangeTreezorUser = z.output<typeof changeTreezorUserSchema>;

const page = {
  pageNumber: z.coerce.number().int().min(1).max(100_000).default(1).describe("Which page, from 1."),
  pageCount: z.coerce.number().int().min(1).max(200).default(50).describe("How many entries a page has."),
};
/** Query of `GET /v1/users`. */
export const treezorUserQuerySchema = z.strictObject({
  userId: z.string().max(20).optional().describe("Only this user."),
  userTag: z.string().max(1000).optional().describe("Only users with this mark."),
  email: z.string().max(200).optional().describe("Only users with this address."),
  ...page,
});
/** Response of every call about users: a list, with one entry if one user was requested. */
export const treezorUsersSchema = z.strictObject({
  users: z.array(treezorUserSchema).describe("The users; one if one was requested."),
});

/**
 * Body of `PUT /v1/users/{userId}/Kycreview`: repeated with the same `accessTag` it causes no
 * second event.
 */
export const requestKycReviewSchema = z.strictObject({ accessTag });

/** The largest file that a document may have unless configured otherwise, bytes. */
export const maxDocumentBytes = 10 * 1024 * 1024;

/**
 * Body of `POST /v1/documents`; as multipart the same fields with a part `file` instead of
 * `fileContentBase64`. Whether the content is a document is determined by reading it.
 */
export const createTreezorDocumentSchema = z.strictObject({
  userId: numeric.describe("The user to whom it belongs."),
  documentTypeId: numeric.pipe(z.enum(treezorDocumentTypeIds)).describe("What kind of document it is."),
  name: text.min(1).describe("A name for people."),
  fileContentBase64: z.string().min(1).describe("The file in base64."),
  documentTag: text.optional().describe("The caller's own mark."),
  residenceId: numeric.optional().describe("The tax residence that it belongs to."),
  preReview: z
    .union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")])
    .optional()
    .describe("Whether an operator reviews it first: `document.create` is sent once they approve it."),
  accessTag,
});
export type CreateTreezorDocument = z.output<typeof createTreezorDocumentSchema>;

/** The fields of `POST /v1/documents` as multipart, apart from its part `file`. */
export const createTreezorDocumentPartsSchema = createTreezorDocumentSchema.omit({ fileContentBase64: true });

/** Body of `PUT /v1/documents/{documentId}`: absent members stay. */
export const changeTreezorDocumentSchema = z.strictObject({
  documentTypeId: numeric
    .pipe(z.enum(treezorDocumentTypeIds))
    .optional()
    .describe("What kind of document it is."),
  name: text.min(1).optional().describe("A name for people."),
  documentTag: text.optional().describe("The caller's own mark."),
  residenceId: numeric.optional().describe("The tax residence that it belongs to."),
});
export type ChangeTreezorDocument = z.output<typeof changeTreezorDocumentSchema>;

/** Query of `GET /v1/documents`. */
export const treezorDocumentQuerySchema = z.strictObject({
  documentId: z.string().max(20).optional().describe("Only this document."),
  userId: z.string().max(20).optional().describe("Only documents of this user."),
  documentTypeId: z.enum(treezorDocumentTypeIds).optional().describe("Only documents of this type."),
  ...page,
});
/** Response of every call about documents. */
export const treezorDocumentsSchema = z.strictObject({
  documents: z.array(treezorDocumentSchema).describe("The documents; one if one was requested."),
});

/** Body of `POST /v1/users/{userId}/kycliveness`, `/qes` and `/videoconference`. */
export const openIdentificationSchema = z.strictObject({
  accessTag,
  type: z
    .enum(identificationTypes)
    .default("WEB")
    .describe(
      "Where the user opens the link: in the caller's app or in a browser; `type` of the session's events.",
    ),
});

/**
 * Response of the three, 201. `identificationId` is the `object_id` of the session's events (for
 * `qes` and `videoConference` also their `transactionNumber`).
 */
export const openedIdentificationSchema = z.strictObject({
  identification: z
    .strictObject({
      identificationId: z.string().describe("The `object_id` of the session's events."),
      userId: z.string().describe("Id of the user."),
      identificationUrl: z
        .string()
        .describe("The user's link. It is a credential: anybody who has it can take part in the session."),
      expiresAt: timeSchema.describe("When the session ends unless it is finished before."),
    })
    .describe("The session that was started."),
});
export type OpenedIdentification = z.output<typeof openedIdentificationSchema>;

/**
 * The status of an identification: the results of its events, and `INITIATED` until the applicant
 * has entered. Ours.
 */
export const identificationStatuses = [
  "INITIATED",
  "STARTED",
  "CHECK_PENDING",
  "REVIEW_PENDING",
  "SUCCESS",
  "SUCCESS_DATA_CHANGED",
  "CANCELED",
  "ABORTED",
] as const;
export type IdentificationStatus = (typeof identificationStatuses)[number];

const identificationStateSchema = z.strictObject({
  identificationId: z.string().describe("The `object_id` of the session's events."),
  userId: z.string().describe("Id of the user."),
  status: z
    .enum(identificationStatuses)
    .describe("`INITIATED` until the user has entered, then as the events have it."),
  createdAt: timeSchema.describe("When it was opened."),
  expiresAt: timeSchema.describe("When it ends unless it is finished before."),
  decidedAt: timeSchema.nullable().describe("When it was decided; null until then."),
});
export type IdentificationState = z.output<typeof identificationStateSchema>;
/** Response of `GET` on one of a user's identifications, under `/{identificationId}`. */
export const treezorIdentificationSchema = z.strictObject({
  identification: identificationStateSchema.describe("The identification."),
});
/** Response of `GET` on all of a user's identifications of one method, newest first. */
export const treezorIdentificationsSchema = z.strictObject({
  identifications: z
    .array(identificationStateSchema)
    .describe("The user's identifications by this method, newest first."),
});

/** The event types that a Treezor hook may ask for. */
export const treezorEventTypes = eventTypes.filter((type) => eventDefinition(type).dialect === "treezor");

/** Body of `POST /settings/hooks`; no list, or an empty one, means all types. */
export const createTreezorHookSchema = z.strictObject({
  url: urlSchema.describe("A public https address."),
  events: z
    .array(z.enum(treezorEventTypes))
    .max(50)
    .optional()
    .describe("The event types to send; all if absent or empty."),
});
export type CreateTreezorHook = z.output<typeof createTreezorHookSchema>;

/** A subscription. `events` is empty where it gets all types. */
export const treezorHookSchema = z.strictObject({
  uuid: z.string().describe("Id of the hook."),
  url: z.string().describe("Where events are sent."),
  status: z.enum(["ENABLED", "DISABLED"]).describe("Whether events are sent."),
  events: z.array(z.string()).describe("The event types that are sent; empty means all."),
  createdAt: timeSchema.describe("When it was created."),
});
/** Response of `POST /settings/hooks`: the only time that the secret is shown. */
export const createdTreezorHookSchema = z.strictObject({
  ...treezorHookSchema.shape,
  secret: z.string().describe("The secret that signs the events. Shown only once."),
});
/** Response of `GET /settings/hooks`. */
export const treezorHooksSchema = z.strictObject({
  hooks: z.array(treezorHookSchema).describe("The project's hooks, newest first."),
});
/** Body of `PUT` and answer of `GET /settings/hooks/{uuid}/events`. */
export const treezorHookEventsSchema = z.strictObject({
  events: z.array(z.enum(treezorEventTypes)).max(50).describe("Event types; an empty list means all."),
});

/** How many events one bulk resend may have. */
export const maxRetryEvents = 20_000;

/**
 * Body of `POST /retry/query`: which events to send again, by the time they happened and,
 * optionally, by type.
 */
export const retryQuerySchema = z
  .strictObject({
    startAt: timeSchema.describe("Events from this time on."),
    endAt: timeSchema.describe("Events before this time.").meta({ examples: ["2026-03-02T10:30:00.000Z"] }),
    webhook: z.enum(treezorEventTypes).optional().describe("Only events of this type."),
  })
  .refine((query) => Date.parse(query.startAt) < Date.parse(query.endAt), {
    path: ["endAt"],
    message: "must be after startAt",
  });
export type RetryQuery = z.output<typeof retryQuerySchema>;

/**
 * Its response. A `POST` to `link` within `expireIn` seconds executes the query, a `GET` returns
 * its state.
 */
export const createdRetryQuerySchema = z.strictObject({
  queryId: z.string().describe("Id of the query."),
  link: z.string().describe("Where to execute it with `POST` and to read its state with `GET`."),
  expireIn: z.int().describe("Seconds in which it can be executed."),
});
/** Response of `POST` and `GET` on the link. */
export const retryStatusSchema = z.strictObject({
  queryId: z.string().describe("Id of the query."),
  status: z
    .enum(["READY", "RUNNING", "DONE"])
    .describe("`READY` until it is executed, `RUNNING` while events are put into the queue."),
  matched: z.int().nonnegative().describe("How many deliveries are selected."),
  resent: z.int().nonnegative().describe("How many were put into the queue so far."),
});
export type RetryStatus = z.output<typeof retryStatusSchema>;

const errorCodes = Object.keys(treezorErrors).map(Number) as [TreezorErrorCode, ...TreezorErrorCode[]];
/** Every error response of the Treezor calls. */
export const treezorErrorSchema = z.strictObject({
  errors: z
    .array(
      z.strictObject({
        errorCode: z.literal(errorCodes).describe("What went wrong; codes never change their meaning."),
        errorMessage: z.string().describe("For people, in English; names the field."),
        field: z.string().optional().describe("The field at fault, as a dotted path."),
      }),
    )
    .min(1)
    .describe("One entry for each field at fault, or one altogether."),
});
