import * as z from "zod";
import type { AbleIdErrorCode } from "../able-id/errors.ts";
import type { ClassifiedProblem } from "../fields.ts";
import { languageSchema } from "../languages.ts";
import { birthDateSchema } from "../person/birth-date.ts";
import { foreignDocumentPattern } from "../person/documents.ts";
import { publicIdSchema, urlSchema } from "./fields.ts";

/** `projectId` and `secret` of every call. They are read first, by themselves: who asks is settled before what. */
export const checkCredentialsSchema = z.object({ projectId: z.string().min(1), secret: z.string().min(1) });

const credentials = checkCredentialsSchema.shape;
const transactionId = z.string().min(1).max(100);
// Digits are checked by the project's mode (validatePinfl), which the schema does not know.
const pinfl = z.string();
const document = z
  .string()
  .regex(foreignDocumentPattern, "must be 5 to 20 capital Latin letters and digits, written together");
const lang = languageSchema.optional();
const hooks = z.array(urlSchema).max(10).default([]);
const attemptId = publicIdSchema;
// Whether it is a picture is found out by reading it: photo missing or unusable has a code of its own, 10203.
const photo = z.string().min(1);

/** `/check/start/second`, `/check/start/verification/second` */
export const startSecondSchema = z.object({
  ...credentials,
  transactionId,
  pinfl,
  birthDate: birthDateSchema,
  lang,
  hooks,
});
/** `/check/start/foreign`, `/check/start/verification/foreign` */
export const startForeignSchema = z.object({ ...credentials, transactionId, document, lang, hooks });
/** `/check/start_direct` */
export const startDirectSchema = z.object({ ...credentials, transactionId, lang });
/** `/check/get_passport`, `/check/get_person` */
export const getPersonSchema = z.object({
  ...credentials,
  pinfl,
  birthDate: birthDateSchema,
  attemptId,
  lang,
});
/** `/check/registration` */
export const getRegistrationSchema = z.object({ ...credentials, attemptId, pinfl, lang });
/** `/check/get_photo` */
export const getPhotoSchema = z.object({ ...credentials, attemptId, lang });
/** `/check/get_foreign_person` */
export const getForeignPersonSchema = z.object({ ...credentials, document, attemptId, lang });
/** `/check/get_person_direct` */
export const getPersonDirectSchema = z.object({
  ...credentials,
  attemptId,
  pinfl,
  birthDate: birthDateSchema,
  photo,
  lang,
});
/** `/check/get_foreign_direct` */
export const getForeignDirectSchema = z.object({ ...credentials, attemptId, document, photo, lang });

/** `data` of the start calls' answers. */
export const startedDataSchema = z.strictObject({
  attemptId: z.string(),
  fullUrl: z.string(),
  lang: languageSchema,
  redirect: z.string().nullable(),
});
export type StartedData = z.output<typeof startedDataSchema>;

/** `data` of `/check/start_direct`'s answer. */
export const startedDirectDataSchema = z.strictObject({
  attemptId: z.string(),
  signature: z.string(),
  transactionId: z.string(),
});
export type StartedDirectData = z.output<typeof startedDirectDataSchema>;

/** `data` of the data calls' answers; `deferred`: the session is still open, the hook goes out on success. */
export const acceptedDataSchema = z.strictObject({
  isSuccess: z.literal(true),
  deferred: z.literal(true).optional(),
});
export type AcceptedData = z.output<typeof acceptedDataSchema>;

/** One entry of `GET /check/dictionaries/document-types`. */
export const documentTypeEntrySchema = z.strictObject({ code: z.string(), title: z.string() });

/**
 * The able-id code of a body that its schema refuses: that of the first problem, except that a missing field
 * goes first, as nothing else can be judged without it.
 */
export function checkBodyProblem(problems: readonly ClassifiedProblem[]): {
  code: AbleIdErrorCode;
  field: string;
  problem: string;
} {
  const first = problems.find((each) => each.kind === "missing") ?? problems[0];
  const { field, problem, kind } = first ?? { field: "", problem: "is not valid", kind: "invalid" };
  const code = field === "photo" ? 10203 : kind === "missing" ? 20201 : field === "pinfl" ? 10103 : 20202;
  return { code, field, problem };
}
