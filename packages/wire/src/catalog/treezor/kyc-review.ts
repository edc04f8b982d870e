import * as z from "zod";
import { kycReviewTypes, kycStatuses } from "../../treezor/codes.ts";
import { defineEvent } from "../definition.ts";
import { codeStatus, kycLevelNumber, kycReviewNumber, text } from "./fields.ts";

const moment = z.iso.datetime();

/**
 * A user's place in the review life cycle: `object_payload` of the `kycreview.*` events, numbers
 * where the `user.*` events have text, as in Treezor.
 */
export const treezorKycReviewSchema = z.strictObject({
  userId: z.int(),
  clientId: z.int(),
  distributionCountry: text,
  kycLevel: kycLevelNumber,
  kycReview: kycReviewNumber,
  kycReviewComment: text,
  kycStatus: z.enum(kycStatuses),
  kycReviewType: z.enum(kycReviewTypes),
  codeStatus,
  informationStatus: text,
  lastRequestDatetime: moment,
  lastReviewDatetime: moment.nullable(),
  nextReviewDate: z.iso.date().nullable(),
});
export type TreezorKycReview = z.output<typeof treezorKycReviewSchema>;

/** A review of a user begins: on request, or because its next date came. */
export const kycReviewRequest = defineEvent({
  type: "kycreview.request",
  payload: treezorKycReviewSchema,
  title: { ru: "Проверка начата", en: "KYC review requested" },
  description: {
    ru: "Начата проверка пользователя: по запросу или по наступлении даты повторной проверки.",
    en: "A review of a user began: on request, or because the date of the next review came.",
  },
  example: {
    userId: 1,
    clientId: 1234,
    distributionCountry: "FR",
    kycLevel: 1,
    kycReview: 1,
    kycReviewComment: "foo",
    kycStatus: "PENDING",
    kycReviewType: "ONBOARDING",
    codeStatus: "110002",
    informationStatus: "KYC status PENDING",
    lastRequestDatetime: "2015-02-25T11:06:39Z",
    lastReviewDatetime: null,
    nextReviewDate: null,
  },
  dialect: "treezor",
  subject: "user",
  personal: true,
});

/** A review of a user ended. */
export const kycReviewResult = defineEvent({
  type: "kycreview.result",
  payload: treezorKycReviewSchema,
  title: { ru: "Проверка завершена", en: "KYC review decided" },
  description: {
    ru: "Проверка пользователя завершена: он подтверждён или ему отказано.",
    en: "A review of a user ended: the user is validated or refused.",
  },
  example: {
    userId: 1,
    clientId: 1234,
    distributionCountry: "FR",
    kycLevel: 1,
    kycReview: 2,
    kycReviewComment: "foo",
    kycStatus: "VALIDATED",
    kycReviewType: "ONBOARDING",
    codeStatus: "110006",
    informationStatus: "KYC status VALIDATED",
    lastRequestDatetime: "2015-02-25T11:06:39Z",
    lastReviewDatetime: "2015-02-25T15:06:39Z",
    nextReviewDate: "2020-02-25",
  },
  dialect: "treezor",
  subject: "user",
  personal: true,
});
