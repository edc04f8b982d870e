import type { Convolution } from "./convolution.ts";
import type { Depthwise } from "./depthwise.ts";

/** Reads one weights file, tensor after tensor, in the order in which the network is written down. */
export interface WeightReader {
  /** Filters and a bias for each output. */
  convolution(kernel: number, inputs: number, outputs: number): Convolution;
  /** The same with a gain for each output between the two, by which its filters are multiplied. */
  scaledConvolution(kernel: number, inputs: number, outputs: number): Convolution;
  depthwise(channels: number): Depthwise;
  vector(length: number): Float64Array;
  /** Throws if anything is left: the file is of another network. */
  end(): void;
}

const single = 0;
const half = 1;
const byte = 2;

/**
 * A weights file is a row of tensors, little end first. Each begins with its kind and its number of values (32 bits
 * each). Kind 0: 32-bit floats. Kind 1: 16-bit floats. Kind 2: a scale and an offset (32-bit floats), then bytes; a
 * value is `offset + scale * byte`. Filters have the order row, column, input, output. Throws if it does not fit.
 */
export function weightReader(bytes: Uint8Array): WeightReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  function vector(length: number): Float64Array {
    const values = new Float64Array(length);
    const kind = view.getUint32(at, true);
    if (view.getUint32(at + 4, true) !== length) throw new Error("the weights do not fit the network");
    at += 8;
    if (kind === single) {
      for (let i = 0; i < length; i++, at += 4) values[i] = view.getFloat32(at, true);
    } else if (kind === half) {
      for (let i = 0; i < length; i++, at += 2) values[i] = halfOf(view.getUint16(at, true));
    } else if (kind === byte) {
      const scale = view.getFloat32(at, true);
      const offset = view.getFloat32(at + 4, true);
      at += 8;
      for (let i = 0; i < length; i++, at++) values[i] = offset + scale * view.getUint8(at);
    } else throw new Error("the weights have an unknown kind");
    return values;
  }
  return {
    vector,
    convolution(kernel, inputs, outputs) {
      const filters = vector(kernel * kernel * inputs * outputs);
      const grouped = groupFilters(filters, outputs);
      return { kernel, inputs, outputs, grouped, bias: vector(outputs) };
    },
    scaledConvolution(kernel, inputs, outputs) {
      const filters = vector(kernel * kernel * inputs * outputs);
      const gains = vector(outputs);
      for (let i = 0; i < filters.length; i++) filters[i] = (filters[i] ?? 0) * (gains[i % outputs] ?? 0);
      return { kernel, inputs, outputs, grouped: groupFilters(filters, outputs), bias: vector(outputs) };
    },
    depthwise: (channels) => ({ channels, weights: vector(9 * channels) }),
    end() {
      if (at !== bytes.length) throw new Error("the weights are of another network");
    },
  };
}

/** Four outputs a group; a last group that is not full is filled with zeros. */
export function groupFilters(filters: Float64Array, outputs: number): Float64Array {
  const taps = filters.length / outputs;
  const grouped = new Float64Array(Math.ceil(outputs / 4) * 4 * taps);
  for (let output = 0; output < outputs; output++) {
    const group = (output - (output % 4)) * taps + (output % 4);
    for (let tap = 0; tap < taps; tap++) grouped[group + 4 * tap] = filters[tap * outputs + output] ?? 0;
  }
  return grouped;
}

/** A 16-bit float of IEEE 754, without infinities, which no weight is. */
function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = (bits & 0x3ff) / 1024;
  return sign * (exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15));
}
