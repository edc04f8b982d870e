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
const passportType = z.enum(documentTypeCodes).nullable().describe("The kind of document.");

/**
 * What the registry holds of a person: the `person` of able-id's person hook, in its order, without
 * `attemptId`.
 */
export const personDataSchema = z.strictObject({
  pinfl: z.string().regex(pinflPattern, "must be 14 digits").describe("The PINFL: 14 digits."),
  surname: text.describe("The family name."),
  name: text.describe("The given name."),
  lastName: text.describe("The family name."),
  document: residentDocument.describe("The document's number."),
  sex,
  passportGivePlace: text.describe("Who issued the passport."),
  // A string here and a number in the passport hook, as able-id has it: only digits can be both.
  passportGivePlaceId: z
    .string()
    .regex(/^[0-9]{1,15}$/, "must be digits")
    .describe("Who issued the passport, by the registry's code."),
  passportDateBegin: dateSchema.describe("From when the passport is valid."),
  passportDateEnd: dateSchema.describe("Until when the passport is valid."),
  passportType,
  passportTypeTitle: optionalText.describe("The kind of document, in words."),
  passportTypeId: optionalText.describe("The kind of document, by the registry's code."),
  passportTypeCbuId: optionalText.describe("The kind of document, by the central bank's code."),
  birthDate: dateSchema.describe("The date of birth."),
  birthPlace: optionalText.describe("The place of birth."),
  birthPlaceId: optionalText.describe("The place of birth, by the registry's code."),
  birthPlaceCbuId: optionalText.describe("The place of birth, by the central bank's code."),
  birthCountry: optionalText.describe("The country of birth."),
  birthCountryId: optionalText.describe("The country of birth, by the registry's code."),
  birthCountryCbuId: optionalText.describe("The country of birth, by the central bank's code."),
  liveStatus: z.boolean().describe("Whether the person is alive."),
  nationality: optionalText.describe("The nationality."),
  nationalityId: optionalText.describe("The nationality, by the registry's code."),
  nationalityCbuId: optionalText.describe("The nationality, by the central bank's code."),
  citizenship: optionalText.describe("The citizenship."),
  citizenshipId: optionalText.describe("The citizenship, by the registry's code."),
  citizenshipCbuId: optionalText.describe("The citizenship, by the central bank's code."),
});
export type PersonData = z.output<typeof personDataSchema>;

/** One registered address, as the person hook carries it. */
export const registeredAddressSchema = z.strictObject({
  address: optionalText.describe("The house and flat."),
  cadastre: optionalText.describe("The cadastral number."),
  country: optionalText.describe("The country."),
  countryId: optionalText.describe("The country, by the registry's code."),
  countryCbuId: optionalText.describe("The country, by the central bank's code."),
  region: optionalText.describe("The region."),
  regionId: optionalText.describe("The region, by the registry's code."),
  regionCbuId: optionalText.describe("The region, by the central bank's code."),
  district: optionalText.describe("The district."),
  districtId: optionalText.describe("The district, by the registry's code."),
  districtCbuId: optionalText.describe("The district, by the central bank's code."),
  maxala: optionalText.describe("The neighbourhood (mahalla)."),
  maxalaId: optionalText.describe("The neighbourhood, by the registry's code."),
  maxalaCbuId: optionalText.describe("The neighbourhood, by the central bank's code."),
  street: optionalText.describe("The street."),
  streetId: optionalText.describe("The street, by the registry's code."),
  streetCbuId: optionalText.describe("The street, by the central bank's code."),
  registrationDate: dateSchema.nullable().describe("When it was registered."),
});
export type RegisteredAddress = z.output<typeof registeredAddressSchema>;

/** Where a person is registered; null if there is no such registration. */
export const registrationDataSchema = z.strictObject({
  permanentRegistration: registeredAddressSchema.nullable().describe("The permanent address."),
  temporaryRegistrations: z.array(registeredAddressSchema).nullable().describe("The temporary addresses."),
});
export type RegistrationData = z.output<typeof registrationDataSchema>;

/** The passport fields of a person in the passport hook's order and types, without `attemptId`. */
export const passportDataSchema = z.strictObject({
  surname: text.describe("The family name."),
  name: text.describe("The given name."),
  lastName: text.describe("The family name."),
  document: residentDocument.describe("The document's number."),
  sex,
  passportGivePlace: text.describe("Who issued the passport."),
  passportGivePlaceId: z.int().nonnegative().describe("Who issued the passport, by the registry's code."),
  passportDateBegin: dateSchema.describe("From when the passport is valid."),
  passportDateEnd: dateSchema.describe("Until when the passport is valid."),
  passportType,
});
export type PassportData = z.output<typeof passportDataSchema>;

/**
 * One border crossing of a foreigner, as the foreign hook carries it. `reg_date` is the day of
 * entry.
 */
export const crossingDataSchema = z.strictObject({
  document: z
    .string()
    .regex(foreignDocumentPattern, "must be 5 to 20 capital Latin letters and digits, written together")
    .describe("The document's number."),
  reg_date: dateSchema.describe("When the border was crossed."),
  citizenship: text.describe("The citizenship."),
  full_name: text.describe("The full name, as the crossing has it."),
  birth_date: dateSchema.describe("The date of birth."),
});
export type CrossingData = z.output<typeof crossingDataSchema>;

/**
 * A person as imported. `photo` is base64 of a JPEG or PNG; `locked`: the person forbade to
 * disclose their data.
 */
export const personRecordSchema = z.strictObject({
  person: personDataSchema.describe("The person's data."),
  registration: registrationDataSchema.describe("The registered addresses."),
  photo: base64Schema.nullable().default(null).describe("A JPEG or PNG picture in base64."),
  locked: z.boolean().default(false).describe("Whether the person has locked access to their data."),
});
export type PersonRecord = z.output<typeof personRecordSchema>;
export type PersonRecordInput = z.input<typeof personRecordSchema>;

/** A crossing as imported; `photo` is base64 of a JPEG or PNG. */
export const crossingRecordSchema = z.strictObject({
  ...crossingDataSchema.shape,
  photo: base64Schema.nullable().default(null).describe("A JPEG or PNG picture in base64."),
});
export type CrossingRecord = z.output<typeof crossingRecordSchema>;
export type CrossingRecordInput = z.input<typeof crossingRecordSchema>;
