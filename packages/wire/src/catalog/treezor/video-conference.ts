import { defineEvent } from "../definition.ts";
import { abortedSchema, finalizedSchema, processingSchema, startedSchema } from "./identification.ts";

/** The applicant entered the video conference. */
export const videoConferenceCreated = defineEvent({
  type: "videoConference.created",
  payload: startedSchema,
  title: { ru: "Видеоконференция начата", en: "Video conference started" },
  description: {
    ru: "Пользователь вошёл в сеанс видеоконференции.",
    en: "The applicant entered the video conference.",
  },
  example: {
    userId: "4137216",
    result: "STARTED",
    identificationTime: "",
    identId: "TST-TWLYB",
    transactionNumber: "b00ecdec-b721-55c4-8e20-ef3625616926",
    type: "APP",
  },
  dialect: "treezor",
  subject: "session",
  personal: false,
});

/** The video conference is under review. */
export const videoConferenceProcessing = defineEvent({
  type: "videoConference.processing",
  payload: processingSchema,
  title: { ru: "Видеоконференция на рассмотрении", en: "Video conference under review" },
  description: {
    ru: "Сеанс видеоконференции рассматривается.",
    en: "The video conference is under review.",
  },
  example: {
    userId: "100764422",
    result: "REVIEW_PENDING",
    identificationTime: "2024-08-27T15:23:03+02:00",
    identId: "TS2-FEJYN",
    transactionNumber: "bd17f3e1-05fe-5b12-929c-0d4b9b27c4a2",
    type: "WEB",
  },
  dialect: "treezor",
  subject: "session",
  personal: false,
});

/** The applicant left the video conference, or did not come back. */
export const videoConferenceAborted = defineEvent({
  type: "videoConference.aborted",
  payload: abortedSchema,
  title: { ru: "Видеоконференция прервана", en: "Video conference aborted" },
  description: {
    ru: "Пользователь прервал сеанс видеоконференции или не вернулся.",
    en: "The applicant left the video conference or did not come back.",
  },
  example: {
    userId: "4137216",
    result: "ABORTED",
    identificationTime: "2024-08-01T01:33:00+02:00",
    identId: "TS2-KWYGX",
    transactionNumber: "26dd014c-33f2-56f6-9ebc-bec12caxx2bf",
    type: "WEB",
    reason: { reasonDetails: { reasonCode: "", reasonMessage: "STALLED_TIMEOUT" } },
  },
  dialect: "treezor",
  subject: "session",
  personal: false,
});

/** The video conference ended. */
export const videoConferenceFinalized = defineEvent({
  type: "videoConference.finalized",
  payload: finalizedSchema,
  title: { ru: "Видеоконференция завершена", en: "Video conference finalized" },
  description: {
    ru: "Сеанс видеоконференции завершён: успешно, успешно с исправленными данными или отменён.",
    en: "The video conference ended: with success, with success and corrected data, or cancelled.",
  },
  example: {
    userId: "100689821",
    result: "SUCCESS_DATA_CHANGED",
    identificationTime: "2024-08-19T10:05:55+02:00",
    identId: "TS2-HGWTV",
    transactionNumber: "11a08a9a-b05a-5127-b727-b32fa01616bc",
    type: "WEB",
    identity: {
      firstname: "ALEX",
      lastname: "OAK",
      birthday: "1983-10-30",
      gender: "F",
      issuingPlace: "ISSUER",
      birthplace: "BIRTHPLACE",
    },
  },
  dialect: "treezor",
  subject: "session",
  personal: true,
});
