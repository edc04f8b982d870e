import * as z from "zod";
import { defineEvent } from "../definition.ts";
import { text } from "./fields.ts";

const status = z.enum(["processing", "processed"]);
const moment = z.iso.datetime({ precision: 6 });
const score = z.union([z.literal(0), z.literal(1)]).describe("1 accepted, 0 refused");

/** Who was seen, as read from the document; a field that is not known is an empty text. */
export const livenessIdentitySchema = z.strictObject({
  "last-name": text,
  "first-name": text,
  "birth-date": text,
  gender: text,
  "issuing-place": text,
  birthplace: text,
});
export type LivenessIdentity = z.output<typeof livenessIdentitySchema>;

/** How many reasons there are, and which. */
const livenessRefusalSchema = z.strictObject({
  meta: z.strictObject({ count: z.int().nonnegative() }),
  reasons: z.array(z.strictObject({ "reason-code": text, "reason-message": text })),
});

/**
 * The applicant finished a liveness check, or left it. Its object's id is the session's, not in the
 * payload.
 */
export const kycLivenessCreate = defineEvent({
  type: "kycliveness.create",
  payload: z.strictObject({
    "kyc-status": status,
    comment: text,
    user_id: text,
    "started-at": moment,
    "updated-at": moment,
    score,
    identity: livenessIdentitySchema,
  }),
  title: { ru: "Проверка живости пройдена пользователем", en: "Liveness check taken" },
  description: {
    ru: "Пользователь дошёл до конца проверки живости или прервал её; решения ещё нет.",
    en: "The applicant finished a liveness check, or left it; it is not decided yet.",
  },
  example: {
    "kyc-status": "processing",
    comment:
      "Some additional elements need to be verified. You will be notified by webhook when the final answer is ready.",
    user_id: "2440234",
    "started-at": "2020-06-30T07:10:47.824723Z",
    "updated-at": "2020-06-30T07:15:18.856843Z",
    score: 1,
    identity: {
      "last-name": "OAK",
      "first-name": "ALEX",
      "birth-date": "1942-11-19",
      gender: "M",
      "issuing-place": "",
      birthplace: "PARIS",
    },
  },
  dialect: "treezor",
  subject: "session",
  personal: true,
});

/** A liveness check was decided. Treezor's key order differs from that of `kycliveness.create`. */
export const kycLivenessUpdate = defineEvent({
  type: "kycliveness.update",
  payload: z.strictObject({
    "updated-at": moment,
    "started-at": moment,
    identity: livenessIdentitySchema,
    "kyc-status": status,
    comment: text,
    "refusal-details": livenessRefusalSchema.optional().describe("with a refusal only"),
    user_id: text,
    score,
  }),
  title: { ru: "Решение о проверке живости", en: "Liveness check decided" },
  description: {
    ru: "Проверка живости принята или отклонена; при отказе названы причины.",
    en: "A liveness check was accepted or refused; a refusal names its reasons.",
  },
  example: {
    "updated-at": "2024-03-08T05:37:26.076003Z",
    "started-at": "2024-03-08T05:32:37.100594Z",
    identity: {
      "last-name": "OAK",
      "first-name": "ALEX",
      "birth-date": "1990-07-18",
      gender: "M",
      "issuing-place": "",
      birthplace: "PARIS",
    },
    "kyc-status": "processed",
    comment:
      "Applicant did not show the full front view of their face, Applicant performed their id verification under poor lighting conditions, Applicant's identity does not match with the expected one",
    "refusal-details": {
      meta: { count: 3 },
      reasons: [
        {
          "reason-code": "1312",
          "reason-message": "Applicant did not show the full front view of their face",
        },
        {
          "reason-code": "1320",
          "reason-message": "Applicant performed their id verification under poor lighting conditions",
        },
        {
          "reason-code": "2401",
          "reason-message": "Applicant's identity does not match with the expected one",
        },
      ],
    },
    user_id: "100196123",
    score: 0,
  },
  dialect: "treezor",
  subject: "session",
  personal: true,
});
