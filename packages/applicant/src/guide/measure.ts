/** A grey picture: a byte for each pixel. */
export interface Grey {
  width: number;
  height: number;
  data: Uint8Array<ArrayBuffer>;
}

/** How well something can be made out. */
export interface Measure {
  /** The mean, from 0 (black) to 1 (white). */
  brightness: number;
  /** How much of the contrast is between neighbouring pixels: 0 is plain or blurred. */
  sharpness: number;
  /** How much of the lower third is washed out, from 0 to 1: there the bottom lines of documents are. */
  glare: number;
}

/** Luminance of a canvas's pixels. */
export function greyOf({ width, height, data }: ImageData): Grey {
  const grey = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < grey.length; at++, from += 4)
    grey[at] = (77 * (data[from] ?? 0) + 150 * (data[from + 1] ?? 0) + 29 * (data[from + 2] ?? 0)) >> 8;
  return { width, height, data: grey };
}

/** Every n-th pixel of a row and of a column is enough, at some 320 pixels across. */
const samplesAcross = 320;
const washedOut = 252;

export function measure({ width, height, data }: Grey): Measure {
  const step = Math.max(1, Math.floor(width / samplesAcross));
  let [count, sum, squares, edges, low, white] = [0, 0, 0, 0, 0, 0];
  for (let y = 1; y < height - 1; y += step)
    for (let x = 1; x < width - 1; x += step) {
      const at = y * width + x;
      const here = data[at] ?? 0;
      const around =
        (data[at - 1] ?? 0) + (data[at + 1] ?? 0) + (data[at - width] ?? 0) + (data[at + width] ?? 0);
      count++;
      sum += here;
      squares += here * here;
      edges += (4 * here - around) ** 2;
      if (y > (2 * height) / 3) {
        low++;
        if (here >= washedOut) white++;
      }
    }
  if (count === 0) return { brightness: 0, sharpness: 0, glare: 0 };
  const mean = sum / count;
  const contrast = Math.sqrt(Math.max(0, squares / count - mean * mean));
  return {
    brightness: mean / 255,
    sharpness: contrast < 1 ? 0 : Math.sqrt(edges / count) / contrast,
    glare: low === 0 ? 0 : white / low,
  };
}

/** How much two looks at the same place differ, from 0 to 1; 1 if they can't be compared. */
export function difference(a: Grey, b: Grey): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  const step = Math.max(1, Math.floor(a.width / samplesAcross));
  let [count, sum] = [0, 0];
  for (let at = 0; at < a.data.length; at += step) {
    count++;
    sum += Math.abs((a.data[at] ?? 0) - (b.data[at] ?? 0));
  }
  return count === 0 ? 1 : sum / count / 255;
}
