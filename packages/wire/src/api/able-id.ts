import * as z from "zod";
import type { AbleIdErrorCode } from "../able-id/errors.ts";
import type { ClassifiedProblem } from "../fields.ts";
import { languageSchema } from "../languages.ts";
import { birthDateSchema } from "../person/birth-date.ts";
import { foreignDocumentPattern } from "../person/documents.ts";
import { publicIdSchema, urlSchema } from "./fields.ts";

/**
 * `projectId` and `secret` of every call. They are read first, by themselves: the caller is
 * authenticated before the request is validated.
 */
export const checkCredentialsSchema = z.object({
  projectId: z
    .string()
    .min(1)
    .describe("The project's id.")
    .meta({ examples: ["pR7bW2xN9kLq4mZt6vYcE"] }),
  secret: z
    .string()
    .min(1)
    .describe("The project's secret.")
    .meta({ examples: ["csk_3v9Kq2mN8xR5tY7wZ1bD4fG6hJ0pL"] }),
});

const credentials = checkCredentialsSchema.shape;
const transactionId = z
  .string()
  .min(1)
  .max(100)
  .describe("The caller's own id of the session, unique in the project.")
  .meta({ examples: ["loan-2026-000481"] });
// Digits are checked by the project's mode (validatePinfl), which the schema does not know.
const pinfl = z
  .string()
  .describe("The resident's PINFL: 14 digits; in live projects with a correct check digit.")
  .meta({ examples: ["31202902340015"] });
const birthDate = birthDateSchema
  .describe("The resident's date of birth, as `DD.MM.YYYY` or `YYYY-MM-DD`.")
  .meta({ examples: ["12.02.1990"] });
const document = z
  .string()
  .regex(foreignDocumentPattern, "must be 5 to 20 capital Latin letters and digits, written together")
  .describe("The number of the foreigner's document, as the border crossing has it.")
  .meta({ examples: ["AB12345678"] });
const lang = languageSchema
  .optional()
  .describe("The language of the response and of the applicant's page; the project's by default.")
  .meta({ examples: ["en"] });
const hooks = z
  .array(urlSchema)
  .max(10)
  .default([])
  .describe("Public https addresses to send the outcome to, without personal data.")
  .meta({ examples: [["https://shop.example.com/hooks/outcome"]] });
const attemptId = publicIdSchema
  .describe("The session, as the call that started it returned it.")
  .meta({ examples: ["V1StGXR8_Z5jdHi6B-myT"] });
// Whether it is a picture is determined by reading it: a missing or unusable photo has a separate
// code, 10203.
const photo = z
  .string()
  .min(1)
  .describe("A JPEG or PNG picture of the face in base64, at most 6 MiB as a file.")
  .meta({
    examples: [
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
    ],
  });

/** `/check/start/second`, `/check/start/verification/second` */
export const startSecondSchema = z.object({ ...credentials, transactionId, pinfl, birthDate, lang, hooks });
/** `/check/start/foreign`, `/check/start/verification/foreign` */
export const startForeignSchema = z.object({ ...credentials, transactionId, document, lang, hooks });
/** `/check/start_direct` */
export const startDirectSchema = z.object({ ...credentials, transactionId, lang });
/** `/check/get_passport`, `/check/get_person` */
export const getPersonSchema = z.object({ ...credentials, pinfl, birthDate, attemptId, lang });
/** `/check/registration` */
export const getRegistrationSchema = z.object({ ...credentials, attemptId, pinfl, lang });
/** `/check/get_photo` */
export const getPhotoSchema = z.object({ ...credentials, attemptId, lang });
/** `/check/get_foreign_person` */
export const getForeignPersonSchema = z.object({ ...credentials, document, attemptId, lang });
/** `/check/get_person_direct` */
export const getPersonDirectSchema = z.object({ ...credentials, attemptId, pinfl, birthDate, photo, lang });
/** `/check/get_foreign_direct` */
export const getForeignDirectSchema = z.object({ ...credentials, attemptId, document, photo, lang });

/** Query of `GET /check/dictionaries/document-types`. */
export const dictionaryQuerySchema = z.object({
  lang: languageSchema.optional().describe("The language of the titles; Russian by default."),
});

/** `data` of the responses to start calls. */
export const startedDataSchema = z
  .strictObject({
    attemptId: z.string().describe("Id of the session, for all further calls."),
    fullUrl: z
      .string()
      .describe("The applicant's link. It is a credential: anybody who has it can take part in the session.")
      .meta({
        examples: ["https://verify.example.com/s/V1StGXR8_Z5jdHi6B-myT#q8Zt3vKx0Lr5Wm2Nc7Yb1Jd4Fg6Hp9Sa"],
      }),
    lang: languageSchema.describe("The language of the applicant's page."),
    redirect: z
      .string()
      .nullable()
      .describe("Where the applicant returns to after success: the project's `SUCCESS_REDIRECT_URL`."),
  })
  .describe("The session that was started.");
export type StartedData = z.output<typeof startedDataSchema>;

/** `data` of the response to `/check/start_direct`. */
export const startedDirectDataSchema = z
  .strictObject({
    attemptId: z.string().describe("Id of the session, for all further calls."),
    signature: z
      .string()
      .describe(
        "Upper-case hex HMAC-SHA256 of `attemptId.transactionId` under the project's secret: proves who opened the session.",
      )
      .meta({ examples: ["5B3C6A1E0F9D8C7B6A5948372615049382716F5E4D3C2B1A0F9E8D7C6B5A4938"] }),
    transactionId: z.string().describe("The caller's own id, as it was sent."),
  })
  .describe("The session that was started.");
export type StartedDirectData = z.output<typeof startedDirectDataSchema>;

/** `data` of the responses to data calls. */
export const acceptedDataSchema = z
  .strictObject({
    isSuccess: z.literal(true).describe("Always true."),
    deferred: z
      .literal(true)
      .optional()
      .describe("Present while the session is open: the data is sent once it succeeds."),
  })
  .describe("The call was accepted.");
export type AcceptedData = z.output<typeof acceptedDataSchema>;

/** One entry of `GET /check/dictionaries/document-types`. */
export const documentTypeEntrySchema = z.strictObject({
  code: z
    .string()
    .describe("The type's code.")
    .meta({ examples: ["IDMS_RECV_IP_DOCUMENTS"] }),
  title: z
    .string()
    .describe("The type in the requested language.")
    .meta({ examples: ["International passport of a citizen of Uzbekistan"] }),
});

/**
 * The able-id code of a body that its schema refuses: that of the first problem, except that a
 * missing field comes first, since nothing else can be validated without it.
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
