import { type CrossingRecordInput, makePinfl, type PersonRecordInput } from "@countersign/wire";

/** A picture of 8 x 6 pixels. */
export const tinyPng =
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAYAAAD+Bd/7AAAAWElEQVR4AXyMWw1AIQxDCQJ4qMADJiZiJiZiJqa0NyXZFzd8NN2a9tQ5J9Za2HtDRKCqMDO4OyICdYxRWmuF3nu/vP6FLOfoEF6li8AlBxRJp8AnxZB3+gcAAP//3vKC6AAAAAZJREFUAwC/PxePpMCNKAAAAABJRU5ErkJggg==";

/** The n-th of a hundred thousand invented people, the same every time; they satisfy the strict rules. */
export function inventedPerson(n: number): PersonRecordInput {
  const birthDate = new Date(Date.UTC(1960, 0, 1 + (n % 15_000))).toISOString().slice(0, 10);
  return {
    person: {
      pinfl: makePinfl({
        birthDate,
        sex: 2,
        area: 1 + (Math.floor(n / 15_000) % 900),
        serial: 1 + (n % 900),
      }),
      surname: `TERAKZOROVA${n}`,
      name: "ZUHRO",
      lastName: "CHINOROVNA",
      document: `AB${String(n).padStart(7, "0")}`,
      sex: 2,
      passportGivePlace: "IIB",
      passportGivePlaceId: "1",
      passportDateBegin: "2020-01-01",
      passportDateEnd: "2030-01-01",
      passportType: "IDMS_RECV_CITIZ_DOCUMENTS",
      passportTypeTitle: null,
      passportTypeId: null,
      passportTypeCbuId: null,
      birthDate,
      birthPlace: null,
      birthPlaceId: null,
      birthPlaceCbuId: null,
      birthCountry: null,
      birthCountryId: null,
      birthCountryCbuId: null,
      liveStatus: true,
      nationality: null,
      nationalityId: null,
      nationalityCbuId: null,
      citizenship: "Uzbekistan",
      citizenshipId: "182",
      citizenshipCbuId: "860",
    },
    registration: { permanentRegistration: null, temporaryRegistrations: null },
    photo: tinyPng,
  };
}

/** The n-th of many invented crossings, each under a document of its own. */
export function inventedCrossing(n: number, entered = "2026-01-01"): CrossingRecordInput {
  return {
    document: `LX${String(n).padStart(8, "0")}`,
    reg_date: entered,
    citizenship: "GERMANY",
    full_name: `LINDENBAUM POLARIS${n}`,
    birth_date: "1973-12-06",
    photo: tinyPng,
  };
}
