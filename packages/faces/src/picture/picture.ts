/** A picture in colour: for each pixel red, green and blue, or these and a fourth byte that is ignored. */
export interface Picture {
  width: number;
  height: number;
  data: Uint8Array | Uint8ClampedArray;
}

/** Bytes of a pixel: 3 or 4, or null if the data does not fit the size. */
export function bytesPerPixel({ width, height, data }: Picture): 3 | 4 | null {
  if (!Number.isSafeInteger(width) || !Number.isSafeInteger(height) || width < 1 || height < 1) return null;
  if (data.length === width * height * 3) return 3;
  return data.length === width * height * 4 ? 4 : null;
}

/** Half as wide and as high: each pixel is the mean of four. The fourth byte is dropped. */
export function halve({ width, height, data }: Picture, bytes: number): Picture {
  const half = { width: width >> 1, height: height >> 1 };
  const out = new Uint8Array(half.width * half.height * 3);
  const row = width * bytes;
  for (let y = 0, to = 0; y < half.height; y++)
    for (let x = 0; x < half.width; x++, to += 3) {
      const from = 2 * y * row + 2 * x * bytes;
      for (let c = from; c < from + 3; c++) {
        const sum =
          (data[c] ?? 0) + (data[c + bytes] ?? 0) + (data[c + row] ?? 0) + (data[c + row + bytes] ?? 0);
        out[to + c - from] = (sum + 2) >> 2;
      }
    }
  return { ...half, data: out };
}
