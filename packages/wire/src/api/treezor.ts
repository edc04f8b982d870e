import * as z from "zod";
import {
  type EventType,
  eventDefinition,
  eventTypes,
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

const userFields = Object.fromEntries(settableUserFields.map((field) => [field, optional])) as Record<
  Settable,
  typeof optional
>;

/** `userTypeId`: 1 a natural person, 2 a business, 3 a government, 4 an entity. */
export const treezorUserTypeIds = ["1", "2", "3", "4"] as const;

/** Body of `POST /v1/users`. `accessTag`: a repeated call with the same one answers the user made by the first. */
export const createTreezorUserSchema = z.strictObject({
  ...userFields,
  userTypeId: numeric.pipe(z.enum(treezorUserTypeIds)).default("1"),
  email: z.email().max(200),
  accessTag: text.min(1).optional(),
});
export type CreateTreezorUser = z.output<typeof createTreezorUserSchema>;

/** Body of `PUT /v1/users/{userId}`: absent members stay. */
export const changeTreezorUserSchema = z.strictObject({
  ...userFields,
  userTypeId: numeric.pipe(z.enum(treezorUserTypeIds)).optional(),
  email: z.email().max(200).optional(),
  accessTag: text.min(1).optional(),
});
export type ChangeTreezorUser = z.output<typeof changeTreezorUserSchema>;

const page = {
  pageNumber: z.coerce.number().int().min(1).max(100_000).default(1),
  pageCount: z.coerce.number().int().min(1).max(200).default(50),
};
/** Query of `GET /v1/users`. */
export const treezorUserQuerySchema = z.strictObject({
  userId: z.string().max(20).optional(),
  userTag: z.string().max(1000).optional(),
  email: z.string().max(200).optional(),
  ...page,
});
/** Answer of every call about users: a list, of one where one was asked for. */
export const treezorUsersSchema = z.strictObject({ users: z.array(treezorUserSchema) });

/** Body of `PUT /v1/users/{userId}/Kycreview`: repeated with the same `accessTag` it causes no second event. */
export const requestKycReviewSchema = z.strictObject({ accessTag: text.min(1).optional() });

/** The largest file that a document may have unless configured otherwise, bytes. */
export const maxDocumentBytes = 10 * 1024 * 1024;

/**
 * Body of `POST /v1/documents`; as multipart the same fields with a part `file` in place of `fileContentBase64`.
 * Whether the content is a document is found out by reading it.
 */
export const createTreezorDocumentSchema = z.strictObject({
  userId: numeric,
  documentTypeId: numeric.pipe(z.enum(treezorDocumentTypeIds)),
  name: text.min(1),
  fileContentBase64: z.string().min(1),
  documentTag: text.optional(),
  residenceId: numeric.optional(),
  accessTag: text.min(1).optional(),
});
export type CreateTreezorDocument = z.output<typeof createTreezorDocumentSchema>;

/** The fields of `POST /v1/documents` as multipart, beside its part `file`. */
export const createTreezorDocumentPartsSchema = createTreezorDocumentSchema.omit({ fileContentBase64: true });

/** Body of `PUT /v1/documents/{documentId}`: absent members stay. */
export const changeTreezorDocumentSchema = z.strictObject({
  documentTypeId: numeric.pipe(z.enum(treezorDocumentTypeIds)).optional(),
  name: text.min(1).optional(),
  documentTag: text.optional(),
  residenceId: numeric.optional(),
});
export type ChangeTreezorDocument = z.output<typeof changeTreezorDocumentSchema>;

/** Query of `GET /v1/documents`. */
export const treezorDocumentQuerySchema = z.strictObject({
  documentId: z.string().max(20).optional(),
  userId: z.string().max(20).optional(),
  documentTypeId: z.enum(treezorDocumentTypeIds).optional(),
  ...page,
});
/** Answer of every call about documents. */
export const treezorDocumentsSchema = z.strictObject({ documents: z.array(treezorDocumentSchema) });

/** Body of `POST /v1/users/{userId}/kycliveness`, `/qes` and `/videoconference`. */
export const openIdentificationSchema = z.strictObject({ accessTag: text.min(1).optional() });

/**
 * Answer of the three, 201. `identificationId` is the `object_id` of the session's events (for `qes` and
 * `videoConference` also their `transactionNumber`).
 */
export const openedIdentificationSchema = z.strictObject({
  identification: z.strictObject({
    identificationId: z.string(),
    userId: z.string(),
    identificationUrl: z.string(),
    expiresAt: timeSchema,
  }),
});
export type OpenedIdentification = z.output<typeof openedIdentificationSchema>;

/** How an identification stands; the results of its events, and `INITIATED` until the applicant has entered. Ours. */
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
  identificationId: z.string(),
  userId: z.string(),
  status: z.enum(identificationStatuses),
  createdAt: timeSchema,
  expiresAt: timeSchema,
  decidedAt: timeSchema.nullable(),
});
export type IdentificationState = z.output<typeof identificationStateSchema>;
/** Answer of `GET` on one of a user's identifications, under `/{identificationId}`. */
export const treezorIdentificationSchema = z.strictObject({ identification: identificationStateSchema });
/** Answer of `GET` on all of a user's identifications of one method, newest first. */
export const treezorIdentificationsSchema = z.strictObject({
  identifications: z.array(identificationStateSchema),
});

/** The event types that a Treezor hook may ask for. */
export const treezorEventTypes = eventTypes.filter((type) => eventDefinition(type).dialect === "treezor") as [
  EventType,
  ...EventType[],
];

/** Body of `POST /settings/hooks`; no list, or an empty one, means all types. */
export const createTreezorHookSchema = z.strictObject({
  url: urlSchema,
  events: z.array(z.enum(treezorEventTypes)).max(50).optional(),
});
export type CreateTreezorHook = z.output<typeof createTreezorHookSchema>;

/** A subscription. `events` is empty where it gets all types. */
export const treezorHookSchema = z.strictObject({
  uuid: z.string(),
  url: z.string(),
  status: z.enum(["ENABLED", "DISABLED"]),
  events: z.array(z.string()),
  createdAt: timeSchema,
});
/** Answer of `POST /settings/hooks`: the only time that the secret is shown. */
export const createdTreezorHookSchema = z.strictObject({ ...treezorHookSchema.shape, secret: z.string() });
/** Answer of `GET /settings/hooks`. */
export const treezorHooksSchema = z.strictObject({ hooks: z.array(treezorHookSchema) });
/** Body of `PUT` and answer of `GET /settings/hooks/{uuid}/events`. */
export const treezorHookEventsSchema = z.strictObject({ events: z.array(z.enum(treezorEventTypes)).max(50) });

/** How many events one bulk resend may have. */
export const maxRetryEvents = 20_000;

/** Body of `POST /retry/query`: which events to send again, by the time they happened and, optionally, by type. */
export const retryQuerySchema = z
  .strictObject({ startAt: timeSchema, endAt: timeSchema, webhook: z.enum(treezorEventTypes).optional() })
  .refine((query) => Date.parse(query.startAt) < Date.parse(query.endAt), {
    path: ["endAt"],
    message: "must be after startAt",
  });
export type RetryQuery = z.output<typeof retryQuerySchema>;

/** Its answer. A `POST` to `link` within `expireIn` seconds executes the query, a `GET` tells how it stands. */
export const createdRetryQuerySchema = z.strictObject({
  queryId: z.string(),
  link: z.string(),
  expireIn: z.int(),
});
/** Answer of `POST` and `GET` on the link. */
export const retryStatusSchema = z.strictObject({
  queryId: z.string(),
  status: z.enum(["READY", "RUNNING", "DONE"]),
  matched: z.int().nonnegative(),
  resent: z.int().nonnegative(),
});
export type RetryStatus = z.output<typeof retryStatusSchema>;

const errorCodes = Object.keys(treezorErrors).map(Number) as [TreezorErrorCode, ...TreezorErrorCode[]];
/** Every error answer of the Treezor calls. */
export const treezorErrorSchema = z.strictObject({
  errors: z
    .array(
      z.strictObject({
        errorCode: z.literal(errorCodes),
        errorMessage: z.string(),
        field: z.string().optional(),
      }),
    )
    .min(1),
});
