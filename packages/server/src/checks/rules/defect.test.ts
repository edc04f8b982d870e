import type { CaptureKind, SessionDocumentType } from "@countersign/wire";
import { expect, test } from "vitest";
import type { FaceSight, SeenFace } from "../child/face-sight.ts";
import type { ReadZone, Sight } from "../child/sight.ts";
import { defectOf } from "./defect.ts";
import type { SeenPicture } from "./facts.ts";

type Seen = Extract<Sight, { ok: true }>;

const good: Seen = {
  ok: true,
  width: 1600,
  height: 1200,
  quality: { sharpness: 30, brightness: 120, contrast: 50, zoneGlare: null },
  zone: null,
  zonePicture: null,
  model: "weights",
  cpu: { decode: 1, quality: 1, zone: 1 },
};
const face: SeenFace = { yaw: 0, pitch: 0, roll: 0, eyeDistance: 90, brightness: 0.5, sharpness: 0.2 };

function zoneOf(format: "TD1" | "TD3", trusted: boolean): Pick<Seen, "zone"> {
  return { zone: { format, trusted } as ReadZone };
}

function facesOf(capture: CaptureKind, ...faces: SeenFace[]): FaceSight {
  const picture = { capture, sha256: "", problem: null, faces, crop: null, cpuMs: 1 };
  return { model: "weights", pictures: [picture], matches: [], threshold: 0.5 };
}

function documentDefect(
  sight: SeenPicture["sight"],
  capture: CaptureKind = "document_front",
  documentType: SessionDocumentType = "passport",
) {
  return defectOf({ picture: { capture, sha256: "", sight }, documentType, faces: null });
}

test.each([
  ["a zone that was read", { ...good, ...zoneOf("TD3", true) }, null],
  ["a zone that was read with doubt", { ...good, ...zoneOf("TD3", false) }, "unreadable"],
  ["no zone", good, "unreadable"],
  ["a file that can't be decoded", { ok: false, problem: "corrupt" }, "unreadable"],
  [
    "glare over the zone",
    { ...good, ...zoneOf("TD3", false), quality: { ...good.quality, zoneGlare: 0.3 } },
    "glare",
  ],
  ["a blurred picture", { ...good, quality: { ...good.quality, sharpness: 2 } }, "blurred"],
  ["a dark one", { ...good, quality: { ...good.quality, brightness: 10 } }, "too_dark"],
  ["a small one", { ...good, width: 300 }, "too_small"],
  ["a look that took too long", "too-slow", null],
  ["a process that was killed", "killed", null],
] as const)("of a passport, %s", (_name, sight, reason) => {
  expect(documentDefect(sight)).toBe(reason);
});

test("an identity card has its zone on the back", () => {
  expect(documentDefect({ ...good, ...zoneOf("TD1", true) }, "document_front", "id_card")).toBe("wrong_side");
  expect(documentDefect(good, "document_front", "id_card")).toBeNull();
  expect(documentDefect(good, "document_back", "id_card")).toBe("unreadable");
  expect(documentDefect({ ...good, ...zoneOf("TD1", true) }, "document_back", "id_card")).toBeNull();
});

test.each([
  ["one good face", facesOf("selfie", face), null],
  ["none", facesOf("selfie"), "no_face"],
  ["two", facesOf("selfie", face, face), "several_faces"],
  ["a small one", facesOf("selfie", { ...face, eyeDistance: 12 }), "face_unclear"],
  ["no models to find it", { model: null, cause: "missing" }, null],
  ["a search that took too long", "too-slow", null],
] as const)("of a selfie with %s", (_name, faces, reason) => {
  const picture = { capture: "selfie", sha256: "", sight: good } as const;
  expect(defectOf({ picture, documentType: "passport", faces })).toBe(reason);
});
