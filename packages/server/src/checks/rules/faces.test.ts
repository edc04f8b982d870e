import { type CaptureKind, checksPolicyOf } from "@countersign/wire";
import { describe, expect, test } from "vitest";
import type { FaceSight, FaceSource, FacesOfPicture, SeenFace } from "../child/face-sight.ts";
import { namesOf } from "./check-session.ts";
import { checkFaces } from "./faces.ts";
import type { Facts } from "./facts.ts";

const good: SeenFace = { yaw: 0, pitch: 0, roll: 0, eyeDistance: 100, brightness: 0.5, sharpness: 0.2 };
const crop = Buffer.from("png");
const seen = (capture: FaceSource, ...faces: Partial<SeenFace>[]): FacesOfPicture => ({
  capture,
  sha256: "0".repeat(64),
  problem: null,
  faces: faces.map((change) => ({ ...good, ...change })),
  crop: faces.length > 0 ? crop : null,
  cpuMs: 10,
});
const sight = (pictures: FacesOfPicture[], matches: FaceSight["matches"] = []): FaceSight => ({
  model: "1".repeat(64),
  pictures,
  matches,
  threshold: 0.5,
});
const match = (score: number, other: FaceSource, of: FaceSource = "selfie") => ({ of, with: other, score });

function factsOf(method: Facts["method"], captures: readonly CaptureKind[], faces: Facts["faces"]): Facts {
  return {
    method,
    documentType: null,
    policy: checksPolicyOf({}),
    today: "2026-01-01",
    expected: null,
    registry: null,
    pictures: captures.map((capture) => ({ capture, sha256: "0".repeat(64), sight: "killed" })),
    arrived: [...captures],
    wanted: captures,
    repeats: { within: [], pictures: [], document: [], registryPicture: [] },
    faces,
  };
}

const documentCaptures = ["document_front", "selfie"] as const;
const poses = ["pose_left", "pose_front", "pose_right"] as const;

function verdicts(facts: Facts): Record<string, string> {
  return Object.fromEntries(
    checkFaces(facts, namesOf(facts)).map(({ name, verdict, code }) => [name, `${verdict} ${code}`]),
  );
}

const ofDocument = (faces: Facts["faces"]) => verdicts(factsOf("document", documentCaptures, faces));
const ofSelfie = (...faces: Partial<SeenFace>[]) =>
  ofDocument(sight([seen("selfie", ...faces)]))["face.present"];

test.each([
  ["missing", "model_missing"],
  ["off", "faces_off"],
] as const)("with models %s every check of faces is skipped, which is not a pass", (cause, code) => {
  const skipped = `skipped ${code}`;
  const faces = { model: null, cause };
  expect(ofDocument(faces)).toEqual({ "face.present": skipped, "face.match": skipped });
  expect(verdicts(factsOf("liveness", poses, faces))["liveness.pose"]).toBe(skipped);
});

test("a document that was asked for with poses has both: the comparison, and the turns of the head", () => {
  const all = ["document_front", ...poses] as const;
  const front = { ...seen("pose_front", {}) };
  const turned = [seen("pose_left", { yaw: -20 }), seen("pose_right", { yaw: 20 })];
  const pictures = [front, ...turned, seen("document_front", {})];
  const own = [match(0.9, "pose_left", "pose_front"), match(0.9, "pose_right", "pose_front")];
  const facesOf = (portrait: number) =>
    verdicts(
      factsOf("document", all, sight(pictures, [...own, match(portrait, "document_front", "pose_front")])),
    );
  expect(facesOf(0.9)).toMatchObject({
    "face.match": "pass faces_match",
    "liveness.pose": "pass poses_right",
  });
  // The portrait is the comparison's matter: the poses agree among themselves.
  expect(facesOf(0.1)).toMatchObject({
    "face.match": "consider faces_unlike",
    "liveness.pose": "pass poses_right",
  });
});

test("a failed look is an error", () => {
  expect(ofDocument("too-slow")).toEqual({
    "face.present": "error timed_out",
    "face.match": "error timed_out",
  });
  const unreadable = { ...seen("selfie"), problem: "corrupt" as const };
  expect(ofDocument(sight([unreadable]))["face.present"]).toBe("error picture_unreadable");
});

describe("face.present", () => {
  test("passes with one face that is big, sharp, lit and looks into the camera", () => {
    expect(ofSelfie({})).toBe("pass face_found");
    expect(ofSelfie()).toBe("fail face_missing");
    expect(ofSelfie({}, { eyeDistance: 20 })).toBe("consider faces_several");
  });

  test.each([
    [{ eyeDistance: 39 }],
    [{ sharpness: 0.06 }],
    [{ brightness: 0.05 }],
    [{ brightness: 0.95 }],
    [{ yaw: -21 }],
    [{ pitch: 26 }],
  ] as Partial<SeenFace>[][])("is a question with %j", (change) => {
    expect(ofSelfie(change ?? {})).toBe("consider face_poor");
  });

  test("takes a turned head where one was asked for", () => {
    const facts = factsOf("liveness", ["pose_left"], sight([seen("pose_left", { yaw: -35 })]));
    expect(verdicts(facts)["face.present"]).toBe("pass face_found");
  });
});

describe("face.match", () => {
  const both = [seen("selfie", {}), seen("document_front", {})];

  test("passes with a score at the threshold, and is never more than a question below it", () => {
    for (const score of [0.5, 0.9])
      expect(ofDocument(sight(both, [match(score, "document_front")]))["face.match"]).toBe(
        "pass faces_match",
      );
    for (const score of [0, 0.2, 0.499])
      expect(ofDocument(sight(both, [match(score, "document_front")]))["face.match"]).toBe(
        "consider faces_unlike",
      );
  });

  test("goes by the worst of document and registry, and keeps both crops with the scores", () => {
    const pictures = [...both, seen("registry_photo", {})];
    const matches = [match(0.8, "document_front"), match(0.3, "registry_photo")];
    const facts = factsOf("document", documentCaptures, sight(pictures, matches));
    const [found] = checkFaces(facts, namesOf(facts)).slice(-1);
    expect(found).toMatchObject({ verdict: "consider", code: "faces_unlike", score: 0.3, threshold: 0.5 });
    expect(found?.pictures.map(({ name }) => name)).toEqual(["selfie", "document_front", "registry_photo"]);
    expect(found?.evidence.measures).toEqual([
      { name: "selfie:document_front", value: 0.8, limit: 0.5 },
      { name: "selfie:registry_photo", value: 0.3, limit: 0.5 },
    ]);
    expect(found?.cpuMs).toBe(20);
  });

  test("is a question where the document shows no face, and skipped where the applicant doesn't", () => {
    const registry = [match(0.9, "registry_photo")];
    expect(ofDocument(sight([seen("selfie", {}), seen("document_front")], registry))["face.match"]).toBe(
      "consider face_missing",
    );
    expect(ofDocument(sight([seen("selfie")]))["face.match"]).toBe("skipped nothing_to_compare");
  });

  test("compares with the registry alone if there is no document", () => {
    const pictures = [seen("face", {}), seen("registry_photo", {})];
    const facts = factsOf(
      "identification",
      ["face"],
      sight(pictures, [match(0.7, "registry_photo", "face")]),
    );
    expect(verdicts(facts)["face.match"]).toBe("pass faces_match");
  });
});

describe("liveness.pose", () => {
  const turned = (yaws: readonly number[], scores: readonly number[] = [0.7, 0.7]) =>
    factsOf(
      "liveness",
      poses,
      sight(
        poses.map((capture, at) => seen(capture, { yaw: yaws[at] ?? 0 })),
        [match(scores[0] ?? 1, "pose_left", "pose_front"), match(scores[1] ?? 1, "pose_right", "pose_front")],
      ),
    );
  const ofPoses = (facts: Facts) => verdicts(facts)["liveness.pose"];

  test("passes with one face that turned as it was asked to, in that order", () => {
    expect(ofPoses(turned([-30, 2, 28]))).toBe("pass poses_right");
  });

  test.each([[[30, 2, 28]], [[-30, 20, 28]], [[-30, 2, 10]], [[0, 0, 0]]])(
    "fails with heads turned by %j degrees",
    (yaws) => {
      expect(ofPoses(turned(yaws))).toBe("fail poses_wrong");
    },
  );

  test("is a question in another order, or with another face in one of them", () => {
    const facts = turned([-30, 2, 28]);
    expect(ofPoses({ ...facts, arrived: ["pose_front", "pose_left", "pose_right"] })).toBe(
      "consider poses_out_of_order",
    );
    expect(ofPoses(turned([-30, 2, 28], [0.7, 0.4]))).toBe("consider faces_unlike");
  });

  test("fails where a pose shows no face", () => {
    const facts = factsOf(
      "liveness",
      poses,
      sight([seen("pose_front", {}), seen("pose_left", { yaw: -30 })]),
    );
    expect(ofPoses(facts)).toBe("fail poses_wrong");
  });
});
