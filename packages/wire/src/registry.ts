import * as z from "zod";
import { base64Schema } from "./base64.ts";
import { dateSchema } from "./person/birth-date.ts";
import { documentTypeCodes, foreignDocumentPattern, residentDocumentPattern } from "./person/documents.ts";
import { pinflPattern } from "./person/pinfl.ts";

const text = z.string().max(1000);
const optionalText = text.nullable();
const sex = z.int().min(1).max(2).describe("1 male, 2 female");
const residentDocument = z
  .string()
  .regex(residentDocumentPattern, "must be two capital Latin letters and seven digits");
const passportType = z.enum(documentTypeCodes).nullable();

/** What the registry holds of a person: the `person` of seed 000's person hook, in its order, without `attemptId`. */
export const personDataSchema = z.strictObject({
  pinfl: z.string().regex(pinflPattern, "must be 14 digits"),
  surname: text,
  name: text,
  lastName: text,
  document: residentDocument,
  sex,
  passportGivePlace: text,
  // A string here and a number in the passport hook, as in the seed: only digits can be both.
  passportGivePlaceId: z.string().regex(/^[0-9]{1,15}$/, "must be digits"),
  passportDateBegin: dateSchema,
  passportDateEnd: dateSchema,
  passportType,
  passportTypeTitle: optionalText,
  passportTypeId: optionalText,
  passportTypeCbuId: optionalText,
  birthDate: dateSchema,
  birthPlace: optionalText,
  birthPlaceId: optionalText,
  birthPlaceCbuId: optionalText,
  birthCountry: optionalText,
  birthCountryId: optionalText,
  birthCountryCbuId: optionalText,
  liveStatus: z.boolean(),
  nationality: optionalText,
  nationalityId: optionalText,
  nationalityCbuId: optionalText,
  citizenship: optionalText,
  citizenshipId: optionalText,
  citizenshipCbuId: optionalText,
});
export type PersonData = z.output<typeof personDataSchema>;

/** One registered address, as the person hook carries it. */
export const registeredAddressSchema = z.strictObject({
  address: optionalText,
  cadastre: optionalText,
  country: optionalText,
  countryId: optionalText,
  countryCbuId: optionalText,
  region: optionalText,
  regionId: optionalText,
  regionCbuId: optionalText,
  district: optionalText,
  districtId: optionalText,
  districtCbuId: optionalText,
  maxala: optionalText,
  maxalaId: optionalText,
  maxalaCbuId: optionalText,
  street: optionalText,
  streetId: optionalText,
  streetCbuId: optionalText,
  registrationDate: dateSchema.nullable(),
});
export type RegisteredAddress = z.output<typeof registeredAddressSchema>;

/** Where a person is registered; null where there is no such registration. */
export const registrationDataSchema = z.strictObject({
  permanentRegistration: registeredAddressSchema.nullable(),
  temporaryRegistrations: z.array(registeredAddressSchema).nullable(),
});
export type RegistrationData = z.output<typeof registrationDataSchema>;

/** The passport fields of a person in the passport hook's order and types, without `attemptId`. */
export const passportDataSchema = z.strictObject({
  surname: text,
  name: text,
  lastName: text,
  document: residentDocument,
  sex,
  passportGivePlace: text,
  passportGivePlaceId: z.int().nonnegative(),
  passportDateBegin: dateSchema,
  passportDateEnd: dateSchema,
  passportType,
});
export type PassportData = z.output<typeof passportDataSchema>;

/** One border crossing of a foreigner, as the foreign hook carries it. `reg_date` is the day of entry. */
export const crossingDataSchema = z.strictObject({
  document: z
    .string()
    .regex(foreignDocumentPattern, "must be 5 to 20 capital Latin letters and digits, written together"),
  reg_date: dateSchema,
  citizenship: text,
  full_name: text,
  birth_date: dateSchema,
});
export type CrossingData = z.output<typeof crossingDataSchema>;

/** A person as imported. `photo` is base64 of a JPEG or PNG; `locked`: the person forbade to disclose their data. */
export const personRecordSchema = z.strictObject({
  person: personDataSchema,
  registration: registrationDataSchema,
  photo: base64Schema.nullable().default(null),
  locked: z.boolean().default(false),
});
export type PersonRecord = z.output<typeof personRecordSchema>;
export type PersonRecordInput = z.input<typeof personRecordSchema>;

/** A crossing as imported; `photo` is base64 of a JPEG or PNG. */
export const crossingRecordSchema = z.strictObject({
  ...crossingDataSchema.shape,
  photo: base64Schema.nullable().default(null),
});
export type CrossingRecord = z.output<typeof crossingRecordSchema>;
export type CrossingRecordInput = z.input<typeof crossingRecordSchema>;
