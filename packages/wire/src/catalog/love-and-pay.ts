import * as z from "zod";
import { loveAndPayFailureReasonSchema } from "../love-and-pay/failure-reasons.ts";
import { maskedDocumentPattern } from "../love-and-pay/mask.ts";
import { loveAndPayDocumentTypes, loveAndPayLevels } from "../love-and-pay/sessions.ts";
import { dateSchema } from "../person/birth-date.ts";
import { defineEvent } from "./definition.ts";

const id = z.string().regex(/^kyc_/, "must start with kyc_");
const level = z.enum(loveAndPayLevels);
const moment = z.iso.datetime();

/** What the integrator gave at the start, as it was given; `{}` when nothing was. */
const metadata = z.record(z.string(), z.json());

/**
 * What was verified about the person. The document's number is masked: no event may contain all of
 * it.
 */
export const verifiedDataSchema = z.strictObject({
  firstName: z.string().describe("As in the document."),
  lastName: z.string().describe("As in the document."),
  dateOfBirth: dateSchema.describe("As in the document."),
  nationality: z.string().describe("ISO 3166-1 alpha-2."),
  documentType: z.enum(loveAndPayDocumentTypes).describe("The document that was shown."),
  documentNumber: z
    .string()
    .regex(maskedDocumentPattern, "must be masked to its last four characters")
    .describe("Masked except for its last four characters."),
});
export type VerifiedData = z.output<typeof verifiedDataSchema>;

/** A KYC session was passed. */
export const kycCompleted = defineEvent({
  type: "kyc.completed",
  payload: z.strictObject({
    session: z.strictObject({
      id,
      level,
      status: z.literal("completed"),
      verifiedData: verifiedDataSchema,
      metadata,
      createdAt: moment,
      completedAt: moment,
    }),
  }),
  title: { ru: "Верификация успешно завершена", en: "KYC completed" },
  description: {
    ru: "Отправляется при успешном прохождении KYC верификации.",
    en: "The person passed the KYC verification.",
  },
  example: {
    session: {
      id: "kyc_abc123def456",
      level: "basic",
      status: "completed",
      verifiedData: {
        firstName: "Иван",
        lastName: "Петров",
        dateOfBirth: "1990-05-15",
        nationality: "RU",
        documentType: "passport",
        documentNumber: "****5678",
      },
      metadata: { userId: "user_12345", email: "[email protected]" },
      createdAt: "2024-01-15T10:30:00Z",
      completedAt: "2024-01-15T14:00:00Z",
    },
  },
  dialect: "love-and-pay",
  subject: "session",
  personal: true,
});

/** A KYC session was not passed. */
export const kycFailed = defineEvent({
  type: "kyc.failed",
  payload: z.strictObject({
    session: z.strictObject({
      id,
      level,
      status: z.literal("failed"),
      failureReason: loveAndPayFailureReasonSchema,
      failureDetails: z.string().describe("for the person to read, in the session's language"),
      metadata,
      createdAt: moment,
      failedAt: moment,
    }),
  }),
  title: { ru: "Верификация не пройдена", en: "KYC failed" },
  description: {
    ru: "Отправляется при неудачной KYC верификации.",
    en: "The person did not pass the KYC verification.",
  },
  example: {
    session: {
      id: "kyc_abc123def456",
      level: "basic",
      status: "failed",
      failureReason: "document_expired",
      failureDetails: "Срок действия документа истёк. Пожалуйста, используйте действующий документ.",
      metadata: { userId: "user_12345", email: "[email protected]" },
      createdAt: "2024-01-15T10:30:00Z",
      failedAt: "2024-01-15T14:00:00Z",
    },
  },
  dialect: "love-and-pay",
  subject: "session",
  // Metadata is the integrator's own and, as Love&Pay has it, may name the person.
  personal: true,
});
