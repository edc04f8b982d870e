import * as z from "zod";
import { base64Schema } from "../base64.ts";
import { languageSchema } from "../languages.ts";
import {
  crossingDataSchema,
  passportDataSchema,
  personDataSchema,
  registeredAddressSchema,
  registrationDataSchema,
} from "../registry.ts";
import { defineEvent } from "./definition.ts";

const attemptId = z.string().min(1).describe("the session's id");
const digest = z.string().regex(/^[0-9A-F]{40}$/, "must be 40 upper-case hexadecimal digits");

/**
 * The frame of the five data hooks of able-id: the session, its proof, its language, and the
 * person's data.
 */
function dataHook<Data extends z.ZodObject>(data: Data) {
  return z.strictObject({ attemptId, hash: digest, lang: languageSchema, data });
}

/**
 * The address fields that the registration hook carries: those of the person hook without the
 * central bank's codes.
 */
export const registrationHookDataSchema = registeredAddressSchema.pick({
  address: true,
  cadastre: true,
  country: true,
  countryId: true,
  region: true,
  regionId: true,
  district: true,
  districtId: true,
  maxala: true,
  maxalaId: true,
  street: true,
  streetId: true,
});

const example = {
  attemptId: "RFJkzaealP6XF0CspiAoq",
  hash: "1BF41318DFA700936EC613BB8711DC4C68B23C7F",
  lang: "ru",
} as const;

const address = {
  address: "г. Ташкент, ул. Амира Темура, 1",
  cadastre: "1234567890",
  country: "Uzbekistan",
  countryId: "1",
  countryCbuId: "1",
  region: "Tashkent",
  regionId: "1",
  regionCbuId: "1",
  district: "Yunusabad",
  districtId: "1",
  districtCbuId: "1",
  maxala: "Mahalla",
  maxalaId: "1",
  maxalaCbuId: "1",
  street: "Amir Temur",
  streetId: "1",
  streetCbuId: "1",
  registrationDate: "2020-01-01",
};

const passport = {
  surname: "IVANOV",
  name: "IVAN",
  lastName: "IVANOVICH",
  document: "AB1234567",
  sex: 1,
  passportGivePlace: "IIV",
  passportGivePlaceId: 0,
  passportDateBegin: "2020-01-01",
  passportDateEnd: "2030-01-01",
  passportType: "IDMS_RECV_CITIZ_DOCUMENTS",
} as const;

/** A session ended; no personal data. Sent to the addresses in the start call's `hooks[]`. */
export const checkOutcome = defineEvent({
  type: "check.outcome",
  payload: z.strictObject({
    outcome: z
      .enum(["success", "failure", "expired"])
      .describe(
        "How it ended; `expired`: the applicant left or ran out of time, so that nothing was decided.",
      ),
    lang: languageSchema,
    redirect: z.string().nullable().describe("the project's static success or error URL"),
    attemptId,
    hash: digest,
    transactionId: z.string().describe("the integrator's own id of the session"),
  }),
  title: { ru: "Итог проверки", en: "Check outcome" },
  description: {
    ru: "Сессия завершилась: человек прошёл проверку, не прошёл или не закончил её. Персональных данных нет.",
    en: "A session ended: the person passed the check, did not, or did not finish it. Carries no personal data.",
  },
  example: {
    outcome: "success",
    lang: "ru",
    redirect: "https://example.com/success",
    attemptId: example.attemptId,
    hash: example.hash,
    transactionId: "order-1024",
  },
  dialect: "able-id",
  subject: "session",
  personal: false,
});

/** A resident's passport, after a successful session. */
export const checkPassport = defineEvent({
  type: "check.passport",
  payload: dataHook(z.strictObject({ attemptId, ...passportDataSchema.shape })),
  title: { ru: "Паспортные данные", en: "Passport data" },
  description: {
    ru: "Паспортные данные резидента после успешной сессии.",
    en: "A resident's passport data after a successful session.",
  },
  example: { ...example, data: { attemptId: example.attemptId, ...passport } },
  dialect: "able-id",
  subject: "session",
  personal: true,
});

/** A resident's full record with registrations, after a successful session. */
export const checkPerson = defineEvent({
  type: "check.person",
  payload: dataHook(
    z.strictObject({
      person: z.strictObject({ attemptId, ...personDataSchema.shape }).describe("The person's data."),
      registration: registrationDataSchema.describe("The registered addresses."),
    }),
  ),
  title: { ru: "Полная информация", en: "Full person data" },
  description: {
    ru: "Полная информация о резиденте и его прописка после успешной сессии.",
    en: "A resident's full record and registrations after a successful session.",
  },
  example: {
    ...example,
    data: {
      person: {
        attemptId: example.attemptId,
        pinfl: "12345678901234",
        ...passport,
        passportGivePlaceId: "1",
        passportTypeTitle: "Паспорт",
        passportTypeId: "1",
        passportTypeCbuId: "1",
        birthDate: "2000-01-01",
        birthPlace: "Tashkent",
        birthPlaceId: "1",
        birthPlaceCbuId: "1",
        birthCountry: "Uzbekistan",
        birthCountryId: "1",
        birthCountryCbuId: "1",
        liveStatus: true,
        nationality: "Uzbek",
        nationalityId: "1",
        nationalityCbuId: "1",
        citizenship: "Uzbekistan",
        citizenshipId: "1",
        citizenshipCbuId: "1",
      },
      registration: { permanentRegistration: address, temporaryRegistrations: null },
    },
  },
  dialect: "able-id",
  subject: "session",
  personal: true,
});

/** A resident's registered address, after a successful session. */
export const checkRegistration = defineEvent({
  type: "check.registration",
  payload: dataHook(registrationHookDataSchema),
  title: { ru: "Прописка", en: "Registered address" },
  description: {
    ru: "Адрес прописки резидента после успешной сессии.",
    en: "A resident's registered address after a successful session.",
  },
  example: { ...example, data: registrationHookDataSchema.strip().parse(address) },
  dialect: "able-id",
  subject: "session",
  personal: true,
});

/** A person's photograph, after a successful session. */
export const checkPhoto = defineEvent({
  type: "check.photo",
  payload: dataHook(
    z.strictObject({
      crc: digest.describe("SHA-1 of the photo's bytes"),
      attemptId,
      transactionId: z.string().describe("The caller's own id of the session."),
      photo: base64Schema.describe("A JPEG or PNG picture in base64."),
    }),
  ),
  title: { ru: "Фотография", en: "Photograph" },
  description: {
    ru: "Фотография человека в Base64 после успешной сессии.",
    en: "A person's photograph in base64 after a successful session.",
  },
  example: {
    ...example,
    data: {
      crc: "1BF41318DFA700936EC613BB8711DC4C68B23C7F",
      attemptId: example.attemptId,
      transactionId: example.attemptId,
      photo: "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=",
    },
  },
  dialect: "able-id",
  subject: "session",
  personal: true,
});

/** A foreigner's newest border crossing, after a successful session. */
export const checkForeignPerson = defineEvent({
  type: "check.foreign_person",
  payload: dataHook(z.strictObject({ person: crossingDataSchema.describe("The person's data.") })),
  title: { ru: "Пересечение границы", en: "Border crossing" },
  description: {
    ru: "Данные о последнем пересечении границы нерезидентом после успешной сессии.",
    en: "A non-resident's newest border crossing after a successful session.",
  },
  example: {
    ...example,
    data: {
      person: {
        document: "AB12345678",
        reg_date: "2024-01-01",
        citizenship: "RUSSIA",
        full_name: "IVANOV IVAN",
        birth_date: "2000-01-01",
      },
    },
  },
  dialect: "able-id",
  subject: "session",
  personal: true,
});
