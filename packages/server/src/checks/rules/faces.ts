import { type CaptureKind, type CheckName, checksOf } from "@countersign/wire";
import type { FaceSight, SeenFace } from "../faces.ts";
import { type Facts, isDocument } from "./facts.ts";
import { type Finding, finding } from "./finding.ts";

/** The checks of faces: one for each picture of a face, then the comparison or the poses. */
export function checkFaces(facts: Facts): Finding[] {
  const names = checksOf(facts.method);
  const { faces } = facts;
  const shown = facts.pictures.map(({ capture }) => capture).filter((capture) => !isDocument(capture));
  if (faces === null) {
    const skipped = (name: CheckName, capture: CaptureKind | null = null) =>
      finding({ name, capture, verdict: "skipped", code: "model_missing" });
    return [
      ...shown.map((capture) => skipped("face.present", capture)),
      ...(["face.match", "liveness.pose"] as const)
        .filter((name) => names.includes(name))
        .map((name) => skipped(name)),
    ];
  }
  return [
    ...shown.map((capture) => checkPresent(faces, capture)),
    ...(names.includes("face.match") ? checkMatches(faces) : []),
    ...(names.includes("liveness.pose") ? [checkPoses(faces, facts)] : []),
  ];
}

function checkPresent(sight: FaceSight, capture: CaptureKind): Finding {
  const name = "face.present";
  const picture = sight.pictures.find((one) => one.capture === capture);
  const common = { name, capture, model: sight.model, cpuMs: picture?.cpuMs ?? 0 } as const;
  const [face, ...others] = picture?.faces ?? [];
  if (face === undefined) return finding({ ...common, verdict: "fail", code: "face_missing" });
  if (others.length > 0) return finding({ ...common, verdict: "consider", code: "faces_several" });
  return face.usable
    ? finding({ ...common, verdict: "pass", code: "face_found" })
    : finding({ ...common, verdict: "consider", code: "face_poor" });
}

/** A score helps a person; it never refuses by itself. */
function checkMatches({ matches, model }: FaceSight): Finding[] {
  const name = "face.match";
  if (matches.length === 0) return [finding({ name, verdict: "skipped", code: "nothing_to_compare", model })];
  const worst = matches.reduce((a, b) => (a.score - a.threshold < b.score - b.threshold ? a : b));
  const alike = worst.score >= worst.threshold;
  return [
    finding({
      name,
      verdict: alike ? "pass" : "consider",
      code: alike ? "faces_match" : "faces_unlike",
      score: worst.score,
      threshold: worst.threshold,
      model,
      evidence: {
        measures: matches.map((one) => ({
          name: `${one.of}:${one.with}`,
          value: one.score,
          limit: one.threshold,
        })),
      },
    }),
  ];
}

/** Degrees: by how much a head is turned at least in a pose to the side, and at most in one to the front. */
const leastTurn = 15;
const mostTurnedFront = 12;

/** Poses in an order that the server chose are an obstacle, not proof of life. */
function checkPoses(sight: FaceSight, { arrived, wanted }: Pick<Facts, "arrived" | "wanted">): Finding {
  const name = "liveness.pose";
  const { model } = sight;
  const yaws = wanted.map((capture) => ({
    capture,
    face: sight.pictures.find((one) => one.capture === capture)?.faces[0],
  }));
  const measures = yaws.flatMap(({ capture, face }) =>
    face === undefined ? [] : [{ name: capture, value: face.yaw, limit: null }],
  );
  const evidence = { measures };
  if (!yaws.every(({ capture, face }) => face !== undefined && isPose(capture, face)))
    return finding({ name, verdict: "fail", code: "poses_wrong", model, evidence });
  if (wanted.some((capture, at) => arrived[at] !== capture))
    return finding({ name, verdict: "consider", code: "poses_out_of_order", model, evidence });
  const unlike = sight.matches.some(({ score, threshold }) => score < threshold);
  if (unlike) return finding({ name, verdict: "consider", code: "faces_unlike", model, evidence });
  return finding({ name, verdict: "pass", code: "poses_right", model, evidence });
}

function isPose(capture: CaptureKind, { yaw }: SeenFace): boolean {
  if (capture === "pose_left") return yaw <= -leastTurn;
  if (capture === "pose_right") return yaw >= leastTurn;
  return Math.abs(yaw) <= mostTurnedFront;
}
