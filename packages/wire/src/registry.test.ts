import { describe, expect, test } from "vitest";
import { catalog } from "./catalog/index.ts";
import { parseInput } from "./fields.ts";
import { crossingRecordSchema, personRecordSchema } from "./registry.ts";

const { attemptId: _, ...person } = catalog["check.person"].example.data.person;
const { registration } = catalog["check.person"].example.data;
const crossing = catalog["check.foreign_person"].example.data.person;

function personProblems(change: { person?: object; registration?: object } & Record<string, unknown>) {
  const parsed = parseInput(personRecordSchema, { person, registration, photo: null, ...change });
  return parsed.ok ? [] : parsed.problems.map(({ field }) => field);
}

describe("a person's record", () => {
  test("is made of the person hook's own objects; photo and lock may be left out", () => {
    const parsed = parseInput(personRecordSchema, { person, registration });
    expect(parsed).toEqual({ ok: true, value: { person, registration, photo: null, locked: false } });
  });

  test("may be null where able-id's documentation says so, and nowhere else", () => {
    const nullable = Object.keys(person).filter(
      (key) => personProblems({ person: { ...person, [key]: null } }).length === 0,
    );
    expect(nullable).toEqual([
      "passportType",
      "passportTypeTitle",
      "passportTypeId",
      "passportTypeCbuId",
      "birthPlace",
      "birthPlaceId",
      "birthPlaceCbuId",
      "birthCountry",
      "birthCountryId",
      "birthCountryCbuId",
      "nationality",
      "nationalityId",
      "nationalityCbuId",
      "citizenship",
      "citizenshipId",
      "citizenshipCbuId",
    ]);
    const address = registration.permanentRegistration ?? {};
    const nothing = Object.fromEntries(Object.keys(address).map((key) => [key, null]));
    expect(
      personProblems({ registration: { permanentRegistration: nothing, temporaryRegistrations: [nothing] } }),
    ).toEqual([]);
    expect(
      personProblems({ registration: { permanentRegistration: null, temporaryRegistrations: null } }),
    ).toEqual([]);
  });

  test("needs every field", () => {
    for (const key of Object.keys(person)) {
      const { [key as keyof typeof person]: _, ...rest } = person;
      expect(personProblems({ person: rest })).toEqual([`person.${key}`]);
    }
  });

  test("refuses unknown fields by name", () => {
    expect(personProblems({ nickname: 1, person: { ...person, attemptId: "x" } })).toEqual([
      "person.attemptId",
      "nickname",
    ]);
  });

  test.each([
    ["pinfl", "1234567890123"],
    ["document", "AB12345678"],
    ["sex", 3],
    ["sex", "1"],
    ["passportGivePlaceId", 1],
    ["passportGivePlaceId", "IIV"],
    ["passportDateEnd", "2030-02-30"],
    ["passportType", "PASSPORT"],
    ["birthDate", "01.01.2000"],
    ["liveStatus", "true"],
  ])("refuses %s %j", (key, value) => {
    expect(personProblems({ person: { ...person, [key]: value } })).toEqual([`person.${key}`]);
  });

  test("refuses a photo that is not base64", () => {
    expect(personProblems({ photo: "data:image/png;base64,AAAA" })).toEqual(["photo"]);
  });
});

describe("a crossing's record", () => {
  test("is the foreign hook's object; the photo may be left out", () => {
    expect(parseInput(crossingRecordSchema, crossing)).toEqual({
      ok: true,
      value: { ...crossing, photo: null },
    });
  });

  test("refuses unknown fields and wrong dates by name", () => {
    const parsed = parseInput(crossingRecordSchema, { ...crossing, reg_date: "2024-13-01", visa: 1 });
    expect(parsed).toMatchObject({ ok: false, problems: [{ field: "reg_date" }, { field: "visa" }] });
  });
});
