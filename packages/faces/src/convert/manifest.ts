import { readFileSync } from "node:fs";
import path from "node:path";

/** A tensor of a TensorFlow.js model: as it is stored, before any conversion. */
export interface Stored {
  name: string;
  shape: number[];
  dtype: string;
  quantization?: { dtype: string; scale: number; min: number };
  bytes: Buffer;
}

interface Group {
  weights: Array<Omit<Stored, "bytes">>;
}

/** All tensors of the groups, whose bytes follow each other in one file. */
export function readStored(groups: readonly Group[], file: string): Map<string, Stored> {
  const all = readFileSync(file);
  const stored = new Map<string, Stored>();
  let at = 0;
  for (const entry of groups.flatMap(({ weights }) => weights)) {
    const count = entry.shape.reduce((product, size) => product * size, 1);
    const end = at + count * widthOf(entry.quantization?.dtype ?? entry.dtype);
    stored.set(entry.name, { ...entry, bytes: all.subarray(at, end) });
    at = end;
  }
  if (at !== all.length) throw new Error(`${path.basename(file)} does not fit its manifest`);
  return stored;
}

/** The values of a tensor, whatever it is stored as. */
export function valuesOf({ dtype, quantization, bytes }: Stored): Float32Array {
  const copy = Uint8Array.from(bytes).buffer;
  if (quantization?.dtype === "uint8")
    return Float32Array.from(bytes, (byte) => quantization.min + quantization.scale * byte);
  if (quantization?.dtype === "float16") return Float32Array.from(new Float16Array(copy));
  return dtype === "int32" ? Float32Array.from(new Int32Array(copy)) : new Float32Array(copy);
}

function widthOf(dtype: string): number {
  if (dtype === "uint8") return 1;
  return dtype === "float16" ? 2 : 4;
}
