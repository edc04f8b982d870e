/** A tensor as the weights file keeps it; see `weightReader` for the layout. */
export type Encoded =
  | { kind: "single" | "half"; values: Float32Array }
  | { kind: "byte"; scale: number; offset: number; values: Uint8Array };

const kinds = { single: 0, half: 1, byte: 2 } as const;

/** All tensors of one network, in the order in which it is written down. */
export function encode(tensors: readonly Encoded[]): Uint8Array {
  return Buffer.concat(tensors.flatMap(partsOf));
}

function partsOf(tensor: Encoded): Uint8Array[] {
  const head = Uint32Array.of(kinds[tensor.kind], tensor.values.length);
  return [bytesOf(head), ...bodyOf(tensor)];
}

function bodyOf(tensor: Encoded): Uint8Array[] {
  if (tensor.kind === "byte") return [bytesOf(Float32Array.of(tensor.scale, tensor.offset)), tensor.values];
  return [bytesOf(tensor.kind === "single" ? tensor.values : new Float16Array(tensor.values))];
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
