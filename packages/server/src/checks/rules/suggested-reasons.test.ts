import { parseZone, todayAt } from "@countersign/mrz";
import { checksPolicyOf, type LoveAndPayFailureReasonCode } from "@countersign/wire";
import { expect, test } from "vitest";
import { kycFailure } from "../../announcing/index.ts";
import type { SeenFace } from "../child/face-sight.ts";
import type { ReadZone, Sight } from "../child/sight.ts";
import { checkSession } from "./check-session.ts";
import type { Facts, SeenPicture } from "./facts.ts";
import { suggestedReasons } from "./suggested-reasons.ts";

const today = "2026-03-01";
const lines = [
  "P<UZBKARIMOVA<<NILUFAR<ALISHEROVNA<<<<<<<<<<",
  "AB12345671UZB9102147F3501014<<<<<<<<<<<<<<08",
];

function zone(change: Partial<ReadZone> = {}): ReadZone {
  const parsed = parseZone(lines, todayAt(Date.parse(today)));
  if (!parsed.ok) throw new Error(`no zone: ${parsed.reason}`);
  return { ...parsed.zone, confidence: { mean: 0.999, least: 0.97 }, trusted: true, ...change };
}

const sight = (read: ReadZone | null, brightness = 150): Sight => ({
  ok: true,
  width: 1600,
  height: 1200,
  quality: { sharpness: 40, brightness, contrast: 40, zoneGlare: 0 },
  zone: read,
  zonePicture: null,
  model: "0".repeat(64),
  cpu: { decode: 1, quality: 1, zone: 1 },
});

const face: SeenFace = { yaw: 0, pitch: 0, roll: 0, eyeDistance: 90, brightness: 0.5, sharpness: 0.4 };

function faces(score: number): Facts["faces"] {
  const seen = (capture: "selfie" | "document_front") => ({
    capture,
    sha256: "0".repeat(64),
    problem: null,
    faces: [face],
    crop: null,
    cpuMs: 1,
  });
  return {
    model: "0".repeat(64),
    pictures: [seen("selfie"), seen("document_front")],
    matches: [{ of: "selfie", with: "document_front", score }],
    threshold: 0.5,
  };
}

const front = (seen: SeenPicture["sight"]): SeenPicture => ({
  capture: "document_front",
  sha256: "aa",
  sight: seen,
});
const selfie = (brightness = 150): SeenPicture => ({
  capture: "selfie",
  sha256: "bb",
  sight: sight(null, brightness),
});

const right: Facts = {
  method: "document",
  documentType: "passport",
  policy: checksPolicyOf({}),
  today,
  expected: { firstName: "Nilufar", lastName: "Karimova", birthDate: "1991-02-14" },
  registry: null,
  pictures: [front(sight(zone())), selfie()],
  arrived: ["document_front", "selfie"],
  wanted: ["document_front", "selfie"],
  repeats: { within: [], pictures: [], document: [], registryPicture: [] },
  faces: faces(0.9),
};

const suggested = (change: Partial<Facts> = {}) =>
  suggestedReasons("document", checkSession({ ...right, ...change }));

test("nothing is suggested of a document with which all is right", () => {
  expect(suggested()).toEqual([]);
});

/** Each of Love&Pay's reasons, by a cause of its own. */
const causes: Record<LoveAndPayFailureReasonCode, Partial<Facts>> = {
  document_expired: { today: "2036-01-01" },
  document_unreadable: { pictures: [front(sight(null)), selfie()] },
  document_mismatch: { expected: { firstName: "Aziza", lastName: "Yusupova", birthDate: "1988-01-01" } },
  selfie_mismatch: { faces: faces(0.1) },
  suspected_fraud: { repeats: { ...right.repeats, document: ["V1StGXR8_Z5jdHi6B-myT"] } },
  unsupported_document: { policy: checksPolicyOf({ countries: ["D"] }) },
};

test.each(Object.entries(causes))("%s is suggested for its own cause", (reason, change) => {
  const [first, ...others] = suggested(change);
  expect(first).toBe(reason);
  expect(others).toEqual([]);
  expect(first && kycFailure(first, "ru").failureReason).toBe(reason);
});

test("the reason for a bad picture depends on what it shows", () => {
  expect(suggested({ pictures: [front(sight(zone(), 10)), selfie()] })).toEqual(["document_unreadable"]);
  expect(suggested({ pictures: [front(sight(zone())), selfie(10)] })).toEqual(["selfie_mismatch"]);
});

test("fraud comes first, and each method gets reasons that it knows", () => {
  const repeated = { ...right.repeats, within: ["selfie" as const] };
  expect(suggested({ today: "2036-01-01", repeats: repeated })).toEqual([
    "suspected_fraud",
    "document_expired",
  ]);
  const unlike = [{ verdict: "consider", code: "faces_unlike", capture: null }] as const;
  expect(suggestedReasons("identification", unlike)).toEqual(["face_not_matched"]);
  expect(
    suggestedReasons("liveness", [{ verdict: "fail", code: "face_missing", capture: "pose_front" }]),
  ).toEqual(["face_not_shown"]);
});
