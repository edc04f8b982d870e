import { defineEvent } from "../definition.ts";
import { abortedSchema, finalizedSchema, processingSchema, startedSchema } from "./identification.ts";

/** The applicant entered the e-signature session. */
export const qesCreated = defineEvent({
  type: "qes.created",
  payload: startedSchema,
  title: { ru: "Электронная подпись начата", en: "Qualified e-signature started" },
  description: {
    ru: "Пользователь вошёл в сеанс электронной подписи.",
    en: "The applicant entered the e-signature session.",
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

/** The e-signature session is under review. */
export const qesProcessing = defineEvent({
  type: "qes.processing",
  payload: processingSchema,
  title: { ru: "Электронная подпись на рассмотрении", en: "Qualified e-signature under review" },
  description: {
    ru: "Сеанс электронной подписи рассматривается.",
    en: "The e-signature session is under review.",
  },
  example: {
    userId: "4137216",
    result: "CHECK_PENDING",
    identificationTime: "2024-06-27T09:16:23+02:00",
    identId: "TST-TWLYB",
    transactionNumber: "b00ecdec-b721-55c4-8e20-ef3625616926",
    type: "APP",
  },
  dialect: "treezor",
  subject: "session",
  personal: false,
});

/** The applicant left the e-signature session, or did not come back. */
export const qesAborted = defineEvent({
  type: "qes.aborted",
  payload: abortedSchema,
  title: { ru: "Электронная подпись прервана", en: "Qualified e-signature aborted" },
  description: {
    ru: "Пользователь прервал сеанс электронной подписи или не вернулся.",
    en: "The applicant left the e-signature session or did not come back.",
  },
  example: {
    userId: "100438239",
    result: "ABORTED",
    identificationTime: "2024-06-15T10:58:02+02:00",
    identId: "TST-ARJBA",
    transactionNumber: "3606323f-345e-5105-bfb6-7ca324a69945",
    type: "APP",
    reason: { reasonDetails: { reasonCode: "3002", reasonMessage: "USER_CANCELLATION_DOCUMENT_EXPIRED" } },
  },
  dialect: "treezor",
  subject: "session",
  personal: false,
});

/** The e-signature session ended. */
export const qesFinalized = defineEvent({
  type: "qes.finalized",
  payload: finalizedSchema,
  title: { ru: "Электронная подпись завершена", en: "Qualified e-signature finalized" },
  description: {
    ru: "Сеанс электронной подписи завершён: успешно, успешно с исправленными данными или отменён.",
    en: "The e-signature session ended: with success, with success and corrected data, or cancelled.",
  },
  example: {
    userId: "4137216",
    result: "SUCCESS_DATA_CHANGED",
    identificationTime: "2024-06-27T09:16:23+02:00",
    identId: "TST-TWLYB",
    transactionNumber: "b00ecdec-b721-55c4-8e20-ef3625616926",
    type: "APP",
    identity: {
      firstname: "ALEX",
      lastname: "OAK",
      birthday: "1983-08-12",
      gender: "OTHER",
      issuingPlace: "STADT KÖLN",
      birthplace: "BERLIN",
    },
  },
  dialect: "treezor",
  subject: "session",
  personal: true,
});
