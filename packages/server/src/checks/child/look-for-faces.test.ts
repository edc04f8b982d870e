import { drawFace, drawInto, type Portrait } from "@countersign/faces/synthetic";
import { afterAll, expect, test } from "vitest";
import type { FaceSight, FacesTask } from "./face-sight.ts";
import { createLooker } from "./looker.ts";
import { colourPng, greyPng } from "./png.ts";

const looker = createLooker();
afterAll(() => looker.close());

const face = (portrait: Portrait) => colourPng(drawFace(portrait));

test("poses are measured as the person turns, and compared with the one to the front", async () => {
  const poses = [
    // Towards the right of the picture: the person's own left.
    { capture: "pose_left", bytes: face({ seed: 4, yaw: 25 }) },
    { capture: "pose_front", bytes: face({ seed: 4 }) },
    { capture: "pose_right", bytes: face({ seed: 4, yaw: -25 }) },
  ] as const;
  const sight = await seenIn(poses);
  const yaws = Object.fromEntries(sight.pictures.map((one) => [one.capture, one.faces[0]?.yaw ?? 0]));
  expect(yaws.pose_left).toBeLessThan(-15);
  expect(Math.abs(yaws.pose_front ?? 90)).toBeLessThan(8);
  expect(yaws.pose_right).toBeGreaterThan(15);
  expect(sight.matches.map((one) => [one.of, one.with])).toEqual([
    ["pose_front", "pose_left"],
    ["pose_front", "pose_right"],
  ]);
  for (const { score } of sight.matches) expect(score).toBeGreaterThan(sight.threshold);
});

test("a selfie is compared with the document's portrait and with the registry's photo", async () => {
  const page = drawFace({ seed: 46, width: 640, height: 450, x: 0.2, y: 0.4, size: 0.3 });
  const sight = await seenIn([
    { capture: "document_front", bytes: colourPng(page) },
    { capture: "registry_photo", bytes: face({ seed: 4, width: 120, height: 160, size: 0.7 }) },
    { capture: "selfie", bytes: face({ seed: 4, yaw: 6 }) },
  ]);
  const scores = Object.fromEntries(sight.matches.map((one) => [one.with, one.score]));
  expect(scores.document_front).toBeLessThan(sight.threshold);
  expect(scores.registry_photo).toBeGreaterThan(sight.threshold);
  expect(sight.model).toMatch(/^[0-9a-f]{64}$/);
  for (const { crop, sha256, cpuMs } of sight.pictures) {
    expect(Buffer.from(crop ?? []).toString("latin1", 1, 4)).toBe("PNG");
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(cpuMs).toBeGreaterThan(10);
  }
  // What describes a face is 128 numbers; no list of so many is in what the child tells.
  expect(
    JSON.stringify({ ...sight, pictures: sight.pictures.map((one) => ({ ...one, crop: null })) }).length,
  ).toBeLessThan(3000);
});

test("several faces are reported, the largest first", async () => {
  const crowd = drawFace({ seed: 1, width: 480, height: 300, x: 0.25, size: 0.5 });
  drawInto(crowd, { seed: 2, x: 0.75, size: 0.8 });
  const sight = await seenIn([{ capture: "selfie", bytes: colourPng(crowd) }]);
  const [first, second, ...others] = sight.pictures[0]?.faces ?? [];
  expect(others).toEqual([]);
  expect(first?.eyeDistance).toBeGreaterThan(second?.eyeDistance ?? 1e9);
});

test("without a face of the applicant nothing else is checked, and broken files are reported", async () => {
  const flat = greyPng({ width: 300, height: 300, data: new Uint8Array(90_000).fill(90) });
  const sight = await seenIn([
    { capture: "document_front", bytes: face({ seed: 4 }) },
    { capture: "selfie", bytes: flat },
  ]);
  expect(sight.pictures.map(({ capture, faces }) => [capture, faces.length])).toEqual([["selfie", 0]]);
  const broken = await seenIn([{ capture: "selfie", bytes: flat.subarray(0, 60) }]);
  expect(broken.pictures[0]).toMatchObject({ problem: "corrupt", faces: [] });
});

async function seenIn(faces: FacesTask["faces"]): Promise<FaceSight> {
  const sight = await looker.lookForFaces({ faces });
  if (typeof sight === "string" || sight.model === null) throw new Error("not looked at");
  return sight;
}
