import { makePinfl, type PersonRecordInput } from "@countersign/wire";
import { greyPng } from "../../../images/testing/images.ts";

export const photo = greyPng(120);

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

/** The person of able-id's documented samples, with a picture. */
export const samplePerson = {
  person: {
    pinfl: "12345678901234",
    surname: "IVANOV",
    name: "IVAN",
    lastName: "IVANOVICH",
    document: "AB1234567",
    sex: 1,
    passportGivePlace: "IIV",
    passportGivePlaceId: "1",
    passportDateBegin: "2020-01-01",
    passportDateEnd: "2030-01-01",
    passportType: "IDMS_RECV_CITIZ_DOCUMENTS",
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
  photo: photo.toString("base64"),
  locked: false,
} satisfies PersonRecordInput;

/** The crossing of able-id's documented sample, without a picture. */
export const sampleCrossing = {
  document: "AB12345678",
  reg_date: "2024-01-01",
  citizenship: "RUSSIA",
  full_name: "IVANOV IVAN",
  birth_date: "2000-01-01",
};

/** The sample person under another PINFL and document, with something different about them. */
export function variant(
  serial: number,
  change: Partial<(typeof samplePerson)["person"]> = {},
  rest: Partial<PersonRecordInput> = {},
): PersonRecordInput {
  const pinfl = pinflOf(serial);
  const document = `AC${String(serial).padStart(7, "0")}`;
  return { ...samplePerson, ...rest, person: { ...samplePerson.person, pinfl, document, ...change } };
}

/** A valid PINFL of an invented man born on the sample's day. */
export function pinflOf(serial: number): string {
  return makePinfl({ birthDate: "2000-01-01", sex: 1, area: 10, serial });
}
