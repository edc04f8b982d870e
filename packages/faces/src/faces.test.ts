import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  compareFaces,
  describeFace,
  detectFaces,
  type Face,
  facePicture,
  leastFaceScore,
  openFaceFinder,
  type Picture,
} from "./index.ts";
import { loadModels } from "./node.ts";
import { drawFace, drawInto, type Portrait } from "./synthetic/draw-face.ts";

const loaded = loadModels();
if (!loaded.ok) throw new Error(`${loaded.file} is ${loaded.problem}`);
const { models } = loaded;
const unlimited = { timeLimitMs: 1e9 };
const oneView = { timeLimitMs: 0 };

test("finds a face and says where it is", () => {
  const [face, ...others] = found(drawFace({ seed: 1, size: 0.5 }));
  expect(others).toEqual([]);
  // The head is drawn in the middle, 160 pixels high.
  expect(face?.score).toBeGreaterThan(0.7);
  expect(face?.landmarks.leftEye.x).toBeLessThan(face?.landmarks.rightEye.x ?? 0);
  expect(Math.abs((face?.landmarks.noseTip.x ?? 0) - 120)).toBeLessThan(4);
  expect(face?.box.height).toBeGreaterThan(100);
  expect(face?.box.height).toBeLessThan(160);
  expect(face?.eyeDistance).toBeGreaterThan(35);
});

test("finds faces of different skins, of all sizes down to one ninth of the picture, in any turn", () => {
  for (const seed of [1, 4, 7, 9, 12])
    expect(found(drawFace({ seed, width: 300, height: 400 }))).toHaveLength(1);
  for (const size of [0.9, 0.3, 0.11]) expect(found(drawFace({ seed: 3, size }))).toHaveLength(1);
  for (const roll of [90, -90, 180]) {
    const [face] = found(drawFace({ seed: 2, roll, width: 250, height: 250, size: 0.4 }));
    expect(Math.abs(difference(face?.roll ?? 0, roll))).toBeLessThan(6);
  }
});

test("finds a face too small for the whole picture in a part of it", () => {
  const [face] = found(drawFace({ seed: 1, width: 900, height: 900, size: 0.045, x: 0.2, y: 0.8 }));
  expect(Math.abs((face?.landmarks.noseTip.x ?? 0) - 180)).toBeLessThan(6);
});

test("finds all faces, the largest first", () => {
  const picture = drawFace({ seed: 1, width: 360, height: 240, x: 0.25, size: 0.6 });
  drawInto(picture, { seed: 2, x: 0.75, size: 0.8 });
  const faces = found(picture);
  expect(faces.map(({ landmarks }) => landmarks.noseTip.x > 180)).toEqual([true, false]);
});

test("measures yaw, pitch and roll", () => {
  const poses: Array<Required<Pick<Portrait, "yaw" | "pitch" | "roll">>> = [
    { yaw: 0, pitch: 0, roll: 0 },
    { yaw: 25, pitch: 0, roll: 0 },
    { yaw: -25, pitch: 0, roll: 0 },
    { yaw: 0, pitch: 18, roll: 0 },
    { yaw: 0, pitch: -18, roll: 0 },
    { yaw: 0, pitch: 0, roll: 22 },
  ];
  for (const pose of poses) {
    const face = only(drawFace({ seed: 1, ...pose }));
    expect(Math.abs(face.yaw - pose.yaw)).toBeLessThan(6);
    expect(Math.abs(face.pitch - pose.pitch)).toBeLessThan(8);
    expect(Math.abs(face.roll - pose.roll)).toBeLessThan(6);
  }
});

test("a mirrored picture has the opposite yaw", () => {
  const picture = drawFace({ seed: 4, yaw: 22 });
  const [face, mirrored] = [only(picture), only(mirror(picture))];
  expect(face.yaw).toBeGreaterThan(12);
  expect(Math.abs(face.yaw + mirrored.yaw)).toBeLessThan(5);
});

test("brightness follows the light, sharpness the focus", () => {
  const sharp = drawFace({ seed: 1 });
  const face = only(sharp);
  expect(only(drawFace({ seed: 1, light: 0.3 })).brightness).toBeLessThan(face.brightness / 2);
  expect(only(blurred(sharp, 3)).sharpness).toBeLessThan(face.sharpness / 3);
});

test("the same head scores as alike, another one as less", () => {
  const one = described(drawFace({ seed: 4 }));
  const again = described(drawFace({ seed: 4, yaw: 12, roll: -8, size: 0.4, light: 0.9 }));
  const other = described(drawFace({ seed: 46 }));
  expect(one).toHaveLength(128);
  expect(compareFaces(one, one)).toEqual({ distance: 0, score: 1, alike: true });
  expect(compareFaces(one, again)).toMatchObject({ alike: true });
  expect(compareFaces(one, other)).toMatchObject({ alike: false });
  expect(compareFaces(one, other).score).toBeLessThan(leastFaceScore);
  expect(compareFaces(one, other)).toEqual(compareFaces(other, one));
});

test("the same picture gives the same numbers, with three and with four bytes a pixel", () => {
  const picture = drawFace({ seed: 5 });
  const withFourth = { ...picture, data: new Uint8Array((picture.data.length / 3) * 4).fill(255) };
  for (let at = 0; at < picture.data.length; at++)
    withFourth.data[Math.floor(at / 3) * 4 + (at % 3)] = picture.data[at] ?? 0;
  expect(found(picture)).toEqual(found(picture));
  expect(found(withFourth)).toEqual(found(picture));
  expect(described(withFourth)).toEqual(described(picture));
});

test("cuts out the face, upright", () => {
  const picture = drawFace({ seed: 6, roll: 25, size: 0.4 });
  const crop = facePicture(picture, only(picture));
  expect(crop).toMatchObject({ width: 240, height: 240 });
  expect(Math.abs(only(crop).roll)).toBeLessThan(5);
});

test("in a picture without a face none is found", () => {
  const flat = { width: 200, height: 100, data: new Uint8Array(60_000).fill(120) };
  const noise = {
    width: 300,
    height: 300,
    data: Uint8Array.from({ length: 270_000 }, (_, at) => (at * at * 31) % 251),
  };
  expect(found(flat)).toEqual([]);
  expect(detectFaces(models, noise, oneView)).toEqual([]);
});

test("a picture whose data does not fit its size has no face and can't be described", () => {
  const landmarks = only(drawFace({ seed: 1 })).landmarks;
  const data = new Uint8Array(100);
  for (const [width, height] of [
    [0, 0],
    [5, 6],
    [-1, -100],
    [Number.NaN, 1],
    [1e9, 1e9],
    [33.3, 1],
  ] as const) {
    expect(found({ width, height, data })).toEqual([]);
    expect(() => describeFace(models, { width, height, data }, { landmarks })).toThrow(RangeError);
    expect(() => facePicture({ width, height, data }, { landmarks })).toThrow(RangeError);
  }
});

test("strange shapes of pictures are looked at without harm", () => {
  for (const [width, height] of [
    [1, 1],
    [1, 5000],
    [5000, 1],
    [2, 3],
  ] as const)
    expect(
      detectFaces(
        models,
        { width, height, data: Uint8Array.from({ length: width * height * 3 }, (_, at) => at % 251) },
        oneView,
      ),
    ).toEqual([]);
});

test("the search ends after its time", () => {
  let looks = 0;
  const clock = () => 1000 * looks++;
  const empty = { width: 800, height: 800, data: new Uint8Array(800 * 800 * 3) };
  expect(detectFaces(models, empty, { clock, timeLimitMs: 2500 })).toEqual([]);
  expect(looks).toBe(4);
});

test("descriptions of another length are not compared", () => {
  expect(() => compareFaces(new Float32Array(128), new Float32Array(127))).toThrow(RangeError);
});

function found(picture: Picture): Face[] {
  return detectFaces(models, picture, unlimited);
}

function only(picture: Picture): Face {
  const [face, ...others] = found(picture);
  if (face === undefined || others.length > 0) throw new Error(`${others.length + 1} faces or none`);
  return face;
}

function described(picture: Picture): Float32Array {
  return describeFace(models, picture, only(picture));
}

function mirror({ width, height, data }: Picture): Picture {
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      out.set(data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3), (y * width + width - 1 - x) * 3);
  return { width, height, data: out };
}

/** Means of so many pixels along both directions, twice. */
function blurred(picture: Picture, radius: number): Picture {
  const { width, height } = picture;
  let data = Float64Array.from(picture.data);
  for (const step of [3, 3 * width, 3, 3 * width])
    data = data.map((_, at) => {
      let sum = 0;
      for (let k = -radius; k <= radius; k++) sum += data[at + k * step] ?? data[at] ?? 0;
      return sum / (2 * radius + 1);
    });
  return { width, height, data: Uint8Array.from(data) };
}

function difference(a: number, b: number): number {
  return ((((a - b) % 360) + 540) % 360) - 180;
}

test("a glimpse with the detector alone finds a face and the side that it is turned to", () => {
  const find = openFaceFinder(readFileSync(new URL("../models/detector.bin", import.meta.url)));
  const [face] = find(drawFace({ seed: 3, yaw: 30 }));
  expect(face).toMatchObject({ x: expect.closeTo(0.5, 1), y: expect.closeTo(0.5, 1) });
  for (const yaw of [-30, 0, 30]) {
    const [turned, ...others] = find(drawFace({ seed: 3, yaw }));
    expect(others).toEqual([]);
    expect(Math.abs((turned?.yaw ?? 90) - yaw)).toBeLessThan(10);
  }
  expect(find({ width: 10, height: 10, data: new Uint8Array(7) })).toEqual([]);
});
