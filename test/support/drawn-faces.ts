import { drawFace, drawInto, type Portrait } from "@countersign/faces/synthetic";
import { documentOf } from "@countersign/mrz/synthetic";
import { colourPngForTest, holderForTest } from "./drawn-documents.ts";

/** An invented head, as a PNG file; `seed` decides whose. */
export function faceForTest(portrait: Portrait): Buffer<ArrayBuffer> {
  return colourPngForTest(drawFace(portrait));
}

/** A passport (TD3) with the portrait of this head, as a PNG file. */
export function passportWithFace(seed: number): Buffer<ArrayBuffer> {
  const { picture } = documentOf(holderForTest, "TD3", 3, "scan");
  const data = new Uint8Array(picture.data.length * 3);
  picture.data.forEach((value, at) => {
    data.fill(value, at * 3, at * 3 + 3);
  });
  const page = { width: picture.width, height: picture.height, data };
  // Where the page of this design has its photo.
  drawInto(page, { seed, x: 0.183, y: 0.36, size: 0.21 });
  return colourPngForTest(page);
}
