import { parseZone, todayAt } from "@countersign/mrz";
import { checksPolicyOf, type Identity, type PersonRecord } from "@countersign/wire";
import { describe, expect, test } from "vitest";
import type { ReadZone, Sight } from "../child/sight.ts";
import { checkSession } from "./check-session.ts";
import type { Facts, SeenPicture } from "./facts.ts";
import { identityOf } from "./identity.ts";
import { zoneOf } from "./zone.ts";

const today = "2026-03-01";
const passport = [
  "P<UZBKARIMOVA<<NILUFAR<ALISHEROVNA<<<<<<<<<<",
  "AB12345671UZB9102147F3501014<<<<<<<<<<<<<<08",
] as const;

function zoneFor(lines: readonly string[], change: Partial<ReadZone> = {}): ReadZone {
  const parsed = parseZone(lines, todayAt(Date.parse(today)));
  if (!parsed.ok) throw new Error(`no zone: ${parsed.reason}`);
  return { ...parsed.zone, confidence: { mean: 0.999, least: 0.97 }, trusted: true, ...change };
}

const sight = (zone: ReadZone | null): Sight => ({
  ok: true,
  width: 1600,
  height: 1200,
  quality: { sharpness: 40, brightness: 150, contrast: 40, zoneGlare: 0 },
  zone,
  zonePicture: null,
  model: "0".repeat(64),
  cpu: { decode: 1, quality: 1, zone: 1 },
});

const front = (seen: SeenPicture["sight"]): SeenPicture => ({
  capture: "document_front",
  sha256: "aa",
  sight: seen,
});

const nothing: Facts = {
  method: "document",
  documentType: "passport",
  policy: checksPolicyOf({}),
  today,
  expected: null,
  registry: null,
  pictures: [front(sight(zoneFor(passport)))],
  arrived: ["document_front"],
  wanted: ["document_front", "selfie"],
  repeats: { within: [], pictures: [], document: [], registryPicture: [] },
  faces: { model: null, cause: "missing" },
};

const verdictOf = (name: string, change: Partial<Facts> = {}) => {
  const found = checkSession({ ...nothing, ...change }).find((one) => one.name === name);
  return found && `${found.verdict} ${found.code}`;
};
const read = (change: Partial<ReadZone>, lines: readonly string[] = passport) => ({
  pictures: [front(sight(zoneFor(lines, change)))],
});

describe("document.mrz", () => {
  test.each([
    ["a trusted zone passes", {}, "pass zone_read"],
    ["a doubtful one is a question", read({ trusted: false }), "consider zone_doubtful"],
    ["none fails", { pictures: [front(sight(null))] }, "fail zone_not_found"],
    [
      "a picture that can't be opened is an error",
      { pictures: [front({ ok: false, problem: "corrupt" })] },
      "error picture_unreadable",
    ],
    ["one that takes too long is an error", { pictures: [front("too-slow")] }, "error timed_out"],
    ["one that takes too much memory is an error", { pictures: [front("too-large")] }, "error out_of_memory"],
    ["an interruption is an error", { pictures: [front("killed")] }, "error interrupted"],
  ] as [string, Partial<Facts>, string][])("%s", (_, change, expected) => {
    expect(verdictOf("document.mrz", change)).toBe(expected);
  });
});

test("a wrong digit is a question to a person, never a verdict", () => {
  const [first, second] = passport;
  const wrong = [first, second.replace("AB12345671", "AB12345672")];
  expect(verdictOf("document.digits", read({ trusted: false }, wrong))).toBe("consider digits_wrong");
  expect(verdictOf("document.digits")).toBe("pass digits_right");
});

describe("document.expiry", () => {
  test("is valid through its last day, and expired after it", () => {
    expect(verdictOf("document.expiry", { today: "2035-01-01" })).toBe("pass document_valid");
    expect(verdictOf("document.expiry", { today: "2035-01-02" })).toBe("fail document_expired");
  });

  test("with doubts about the reading is a question", () => {
    const change = { ...read({ trusted: false }), today: "2036-01-01" };
    expect(verdictOf("document.expiry", change)).toBe("consider document_expired");
  });
});

test("type and country are judged by the project's lists, and by what was chosen", () => {
  expect(verdictOf("document.type", { policy: checksPolicyOf({ documents: ["identity_card"] }) })).toBe(
    "fail type_not_accepted",
  );
  expect(verdictOf("document.type", { documentType: "id_card" })).toBe("consider type_not_chosen");
  expect(verdictOf("document.country", { policy: checksPolicyOf({ countries: ["D"] }) })).toBe(
    "fail country_not_accepted",
  );
  const utopia = passport.map((line) => line.replaceAll("UZB", "UTO"));
  expect(verdictOf("document.country", read({}, utopia))).toBe("fail specimen");
});

describe("document.data", () => {
  const expected: Identity = {
    firstName: "Нилуфар",
    lastName: "Каримова",
    birthDate: "1991-02-14",
    nationality: "UZ",
    documentNumber: "ab 1234567",
    gender: "F",
  };

  test("agrees with names in another alphabet, fewer given names and a spaced number", () => {
    expect(verdictOf("document.data", { expected })).toBe("pass data_match");
  });

  test.each([
    [{ lastName: "Каримов" }],
    [{ firstName: "Нигора" }],
    [{ birthDate: "1991-02-15" }],
    [{ documentNumber: "AB1234568" }],
    [{ nationality: "KZ" }],
    [{ gender: "M" }],
  ] as Identity[][])("differs by %j", (change) => {
    expect(verdictOf("document.data", { expected: { ...expected, ...change } })).toBe("consider data_differ");
  });

  test("is compared with the registry, too", () => {
    const person = {
      surname: "KARIMOVA",
      name: "NILUFAR",
      birthDate: "1991-02-14",
      document: "AB1234567",
      sex: 2,
    };
    const registry = (change: object) => ({
      registry: { kind: "resident" as const, record: { person: { ...person, ...change } } as PersonRecord },
    });
    expect(verdictOf("document.data", registry({}))).toBe("pass data_match");
    expect(verdictOf("document.data", registry({ birthDate: "1990-02-14" }))).toBe("consider data_differ");
  });

  test("with nothing to compare is skipped, and with doubts no match", () => {
    expect(verdictOf("document.data")).toBe("skipped nothing_to_compare");
    expect(verdictOf("document.data", { ...read({ trusted: false }), expected })).toBe(
      "consider zone_doubtful",
    );
  });

  test("the verified identity is written as expected where that agrees", () => {
    const facts = { ...nothing, expected };
    const findings = checkSession(facts);
    const given = { documentType: facts.documentType, expected, findings };
    expect(identityOf(zoneOf(facts.pictures), given)).toEqual({ ...expected, documentType: "passport" });
    expect(identityOf(zoneOf(read({ trusted: false }).pictures), given)).toBeNull();
  });
});

test.each([
  ["picture_small", { width: 320 }, {}],
  ["picture_blurred", {}, { sharpness: 3 }],
  ["picture_dark", {}, { brightness: 20, contrast: 20 }],
  ["picture_bright", {}, { brightness: 250 }],
  ["picture_flat", {}, { contrast: 1 }],
] as const)("picture.quality tells %s", (code, size, quality) => {
  const seen = sight(null);
  if (!seen.ok) throw new Error("no sight");
  const changed = { ...seen, ...size, quality: { ...seen.quality, ...quality } };
  expect(verdictOf("picture.quality", { pictures: [front(changed)] })).toBe(`consider ${code}`);
});

test("glare counts only where the zone was not read with certainty", () => {
  const glare = (trusted: boolean) => {
    const seen = sight(zoneFor(passport, { trusted }));
    if (!seen.ok) throw new Error("no sight");
    return { pictures: [front({ ...seen, quality: { ...seen.quality, zoneGlare: 0.3 } })] };
  };
  expect(verdictOf("picture.quality", glare(false))).toBe("consider picture_glare");
  expect(verdictOf("picture.quality", glare(true))).toBe("pass quality_good");
});

test.each([
  [{ within: ["pose_left", "pose_right"] }, "fail picture_repeated"],
  [{ registryPicture: ["selfie"] }, "consider registry_picture_sent"],
  [{ pictures: [{ capture: "selfie", sessionIds: ["a"] }] }, "consider picture_seen"],
  [{ document: ["a"] }, "consider document_seen"],
  [{}, "pass nothing_repeated"],
] as [Partial<Facts["repeats"]>, string][])("session.repeats with %j: %s", (change, expected) => {
  expect(verdictOf("session.repeats", { repeats: { ...nothing.repeats, ...change } })).toBe(expected);
});
