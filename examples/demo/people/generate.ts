import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import {
  type CrossingRecordInput,
  documentTypeCodes,
  documentTypes,
  makePinfl,
  type PersonRecordInput,
  type RegisteredAddress,
  type Sex,
} from "@countersign/wire";
import { type PlaceName, places } from "./places.ts";
import { type Colour, drawPortrait } from "./portrait.ts";
import { type Resident, residents } from "./residents.ts";
import { type Traveller, travellers } from "./travellers.ts";

// Writes people.ndjson and crossings.ndjson next to this file; the same bytes on every run.

const trees = ["Chinor", "Terak", "Archa", "Qayin", "Majnuntol", "Zarang", "Yongʻoq", "Tutzor"];
const streets = ["Yulduz", "Hulkar", "Zuhro", "Surayyo", "Mushtariy", "Somon Yoʻli"];
// Ids of invented directories, except for the ISO numbers of countries.
const nationalityIds: Record<string, string> = { Uzbek: "44", Karakalpak: "45", Russian: "46", Kyrgyz: "47" };
const countryIds: Record<string, { id: string; cbuId: string }> = {
  Uzbekistan: { id: "182", cbuId: "860" },
  Kyrgyzstan: { id: "87", cbuId: "417" },
  Stateless: { id: "999", cbuId: "999" },
};
const skins: Colour[] = [
  [236, 200, 170],
  [222, 180, 146],
  [204, 158, 122],
  [180, 132, 98],
];
const hairs: Colour[] = [
  [42, 34, 32],
  [74, 50, 36],
  [110, 76, 48],
  [26, 24, 28],
];
const cloths: Colour[] = [
  [46, 84, 124],
  [122, 52, 60],
  [52, 104, 80],
  [92, 78, 120],
  [68, 68, 76],
];
const walls: Colour[] = [
  [222, 230, 236],
  [232, 226, 216],
  [218, 232, 222],
];
const irises: Colour[] = [
  [84, 58, 40],
  [60, 84, 64],
  [72, 96, 124],
];
const grey: Colour = [168, 168, 170];

/** No area's code, so that no PINFL here is anybody's. */
const inventedArea = 999;

/** Always the same choice for the same person and question. */
function pick<Item>(from: readonly Item[], ...about: string[]): Item {
  const chosen = from[createHash("sha256").update(about.join("/")).digest().readUInt32BE(0) % from.length];
  if (chosen === undefined) throw new Error("nothing to choose from");
  return chosen;
}

function photoOf(who: string, sex: Sex, birthDate: string): string {
  const year = Number(birthDate.slice(0, 4));
  const bearded = sex === 1 && year < 1995 && pick([true, false], who, "beard");
  const png = drawPortrait({
    skin: pick(skins, who, "skin"),
    hair: year < 1970 ? grey : pick(hairs, who, "hair"),
    cloth: pick(cloths, who, "cloth"),
    wall: pick(walls, who, "wall"),
    eyes: pick(irises, who, "eyes"),
    hairLength: sex === 1 || year > 2020 ? "short" : pick(["ears", "shoulders"], who, "length"),
    beard: bearded,
    glasses: year < 2010 && pick([true, false, false], who, "glasses"),
    breadth: pick([0.88, 0.95, 1, 1.07], who, "breadth"),
    infant: year > 2020,
  });
  return png.toString("base64");
}

function addressIn(place: PlaceName, who: string, since: string, ids: boolean): RegisteredAddress {
  const { region, regionId, district, districtId, city } = places[place];
  const [street, maxala] = [pick(streets, who, place, "street"), pick(trees, who, place, "maxala")];
  const number = (most: number, what: string) => pick([...Array(most).keys()], who, place, what) + 1;
  const house = number(60, "house");
  return {
    address: `${city}, ${district}, МСГ ${maxala}, ул. ${street}, ${house}`,
    cadastre: ids ? `${regionId}:${districtId}:${number(9000, "cadastre") + 1000}` : null,
    country: "Uzbekistan",
    countryId: ids ? "182" : null,
    countryCbuId: ids ? "860" : null,
    region,
    regionId: ids ? regionId : null,
    regionCbuId: ids ? regionId : null,
    district,
    districtId: ids ? districtId : null,
    districtCbuId: ids ? districtId : null,
    maxala,
    maxalaId: ids ? `${districtId}${number(90, "maxala-id") + 9}` : null,
    maxalaCbuId: ids ? `${districtId}${number(90, "maxala-id") + 9}` : null,
    street,
    streetId: ids ? `${districtId}${number(900, "street-id") + 99}` : null,
    streetCbuId: ids ? `${districtId}${number(900, "street-id") + 99}` : null,
    registrationDate: since,
  };
}

function personOf(resident: Resident, serial: number): PersonRecordInput {
  const { born, lives, staysIn, issued, birthDate, sex } = resident;
  const ids = !resident.noIds;
  const id = (value: string) => (ids ? value : null);
  const birthPlace = places[born];
  const nationality = resident.nationality ?? "Uzbek";
  const citizenship = resident.citizenship ?? "Uzbekistan";
  const typeNumber = String(documentTypeCodes.indexOf(resident.type) + 1);
  const who = `${resident.surname}/${resident.document}`;
  return {
    person: {
      pinfl: makePinfl({ birthDate, sex, area: inventedArea, serial }),
      surname: resident.surname,
      name: resident.name,
      lastName: resident.lastName,
      document: resident.document,
      sex,
      passportGivePlace: `${places[lives ?? born].district.toUpperCase()} IIB`,
      passportGivePlaceId: places[lives ?? born].districtId,
      passportDateBegin: issued,
      passportDateEnd: resident.expires,
      passportType: resident.type,
      passportTypeTitle: documentTypes[resident.type].ru,
      passportTypeId: id(typeNumber),
      passportTypeCbuId: id(typeNumber),
      birthDate,
      birthPlace: birthPlace.district,
      birthPlaceId: id(birthPlace.districtId),
      birthPlaceCbuId: id(birthPlace.districtId),
      birthCountry: "Uzbekistan",
      birthCountryId: id("182"),
      birthCountryCbuId: id("860"),
      liveStatus: true,
      nationality,
      nationalityId: id(nationalityIds[nationality] ?? "0"),
      nationalityCbuId: id(nationalityIds[nationality] ?? "0"),
      citizenship,
      citizenshipId: id(countryIds[citizenship]?.id ?? "0"),
      citizenshipCbuId: id(countryIds[citizenship]?.cbuId ?? "0"),
    },
    registration: {
      permanentRegistration: lives ? addressIn(lives, who, issued, ids) : null,
      temporaryRegistrations: staysIn?.map((place) => addressIn(place, who, "2026-02-01", ids)) ?? null,
    },
    photo: resident.noPhoto ? null : photoOf(who, sex, birthDate),
    locked: resident.locked ?? false,
  };
}

function crossingOf(traveller: Traveller): CrossingRecordInput {
  const { document, entered, citizenship, fullName, birthDate, sex, noPhoto } = traveller;
  return {
    document,
    reg_date: entered,
    citizenship,
    full_name: fullName,
    birth_date: birthDate,
    photo: noPhoto ? null : photoOf(fullName, sex, birthDate),
  };
}

function write(file: string, records: object[]): void {
  const lines = records.map((record) => `${JSON.stringify(record)}\n`);
  writeFileSync(path.join(import.meta.dirname, file), lines.join(""));
}

write(
  "people.ndjson",
  residents.map((resident, i) => personOf(resident, 900 + i)),
);
write("crossings.ndjson", travellers.map(crossingOf));
