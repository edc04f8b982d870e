import { type Identity, identitySchema } from "@countersign/wire";
import fc from "fast-check";
import { expect, test } from "vitest";
import { identityChanged, missingIdentity, requiredIdentity } from "./required-identity.ts";

const person = {
  firstName: "Alex",
  lastName: "Oak",
  birthDate: "1983-08-12",
  gender: "OTHER",
  birthPlace: "Berlin",
} as const satisfies Identity;

test("what is missing is named", () => {
  expect(missingIdentity("qes", person)).toEqual([]);
  expect(missingIdentity("document", person)).toEqual(["nationality", "documentType", "documentNumber"]);
  expect(missingIdentity("document", null)).toEqual(requiredIdentity.document);
  expect(missingIdentity("liveness", null)).toEqual([]);
});

test.each([
  ["nothing", person, person, false],
  ["the case of letters", person, { ...person, lastName: "OAK" }, false],
  ["outer spaces", person, { ...person, lastName: " Oak" }, false],
  ["what was not expected", person, { ...person, issuingPlace: "Stadt Köln" }, false],
  ["what was not verified", person, { lastName: "Oak" }, false],
  ["a name", person, { ...person, lastName: "Ash" }, true],
  ["a birth date", person, { ...person, birthDate: "1983-08-13" }, true],
] as const)("a change of %s", (_name, expected, verified, changed) => {
  expect(identityChanged(expected, verified)).toBe(changed);
  expect(identityChanged(undefined, verified)).toBe(false);
});

test("nobody differs from themselves", () => {
  const anyIdentity = fc.record(
    { firstName: fc.string(), lastName: fc.string(), birthPlace: fc.string() },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(anyIdentity, (identity) => {
      expect(identityChanged(identity, identity)).toBe(false);
    }),
  );
});

test("every field that a method needs can be given", () => {
  const given = Object.keys(identitySchema.shape);
  for (const fields of Object.values(requiredIdentity)) {
    for (const field of fields) expect(given).toContain(field);
  }
});
