import { documentOf } from "@countersign/mrz/synthetic";
import { describe, expect, test } from "vitest";
import { documentHint, type ZoneLook } from "./document-hint.ts";
import { seenFaces } from "./face-hint.ts";
import { difference, type Grey, measure } from "./measure.ts";

const holder = {
  documentCode: "P",
  issuingState: "UTO",
  nationality: "UTO",
  primary: "ERIKSSON",
  secondary: "ANNA MARIA",
  number: "L898902C3",
  birthDate: "740812",
  sex: "F",
  expiryDate: "350415",
  optionalData: "",
  secondOptionalData: "",
};

const drawn = documentOf(holder, "TD3", 3, "scan", 1280).picture;
const passport: Grey = { ...drawn, data: Uint8Array.from(drawn.data) };
const changed = (value: (here: number, x: number, y: number) => number): Grey => ({
  ...passport,
  data: passport.data.map((here, at) =>
    Math.max(0, Math.min(255, value(here, at % passport.width, Math.floor(at / passport.width)))),
  ),
});
const unread: ZoneLook = { found: false };
const found: ZoneLook = { found: true, trusted: false, length: 0.77 };

describe("a document's picture", () => {
  const blurred = changed((here, x, y) => {
    let [sum, count] = [0, 0];
    for (let dy = -4; dy <= 4; dy++)
      for (let dx = -4; dx <= 4; dx++) {
        sum += passport.data[(y + dy) * passport.width + x + dx] ?? here;
        count++;
      }
    return sum / count;
  });
  const glaring = changed((here, x, y) =>
    ((x - 640) / 300) ** 2 + ((y - passport.height * 0.85) / 90) ** 2 < 1 ? 255 : here,
  );

  test.each([
    ["is good when it is sharp and lit", passport, 0, null, "no-zone", "good"],
    ["that is blurred asks to hold still", blurred, 0, null, "no-zone", "hold"],
    ["that is dark asks for light", changed((here) => here / 6), 0, unread, "zone", "light"],
    ["with glare on its lines asks to tilt it", glaring, 0, unread, "zone", "glare"],
    ["that moves asks to hold still", passport, 0.2, unread, "zone", "hold"],
    ["without its lines asks to aim", passport, 0, unread, "zone", "aim"],
    ["from afar asks to come closer", passport, 0, { ...found, length: 0.3 }, "zone", "closer"],
    ["whose lines are unsure asks to hold still", passport, 0, found, "zone", "hold"],
    ["that was read is taken", passport, 0, { ...found, trusted: true }, "zone", "taking"],
    ["of the wrong side asks to turn it over", passport, 0, found, "no-zone", "turnOver"],
  ] as const)("%s", (_title, picture, motion, zone, side, hint) => {
    expect(documentHint(measure(picture), motion, zone, side)).toBe(hint);
  });

  test("that moved differs, and one that did not does not", () => {
    const moved = changed((_here, x, y) => passport.data[y * passport.width + x - 40] ?? 0);
    expect(difference(passport, passport)).toBe(0);
    expect(difference(passport, moved)).toBeGreaterThan(0.02);
    expect(difference(passport, { width: 1, height: 1, data: new Uint8Array(1) })).toBe(1);
  });
});

describe("a face", () => {
  const lit = { brightness: 0.5, sharpness: 0.2, glare: 0 };
  const face = { x: 0.5, y: 0.5, width: 0.45, height: 0.35, yaw: 0 };

  test.each([
    ["alone, straight and near", "selfie", [face], "good"],
    ["that is not there", "selfie", [], "noFace"],
    ["beside another", "selfie", [face, face], "oneFace"],
    ["from afar", "selfie", [{ ...face, height: 0.1 }], "closer"],
    ["too near", "selfie", [{ ...face, height: 0.7 }], "farther"],
    ["at the edge", "face", [{ ...face, x: 0.8 }], "centre"],
    ["that is turned", "face", [{ ...face, yaw: 25 }], "straight"],
    ["for the straight pose", "pose_front", [face], "taking"],
    ["half turned to its left", "pose_left", [{ ...face, yaw: 10 }], "turnMore"],
    ["turned to its left", "pose_left", [{ ...face, yaw: 22 }], "taking"],
    ["turned to the wrong side", "pose_right", [{ ...face, yaw: 22 }], "turnMore"],
    ["turned to its right", "pose_right", [{ ...face, yaw: -22 }], "taking"],
    ["where nothing looks for faces", "pose_left", null, "good"],
  ] as const)("%s", (_title, kind, faces, hint) => {
    const seen = seenFaces(kind, lit, faces);
    expect(seen.hint).toBe(hint);
    expect(seen.ready).toBe(hint === "taking");
  });

  test("in the dark asks for light, and says how far it is turned", () => {
    const seen = seenFaces("pose_right", { ...lit, brightness: 0.1 }, [{ ...face, yaw: -10 }]);
    expect(seen).toMatchObject({ hint: "light", ready: false, progress: 0.5 });
  });
});
