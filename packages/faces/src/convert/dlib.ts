import { readFileSync } from "node:fs";
import path from "node:path";
import type { Encoded } from "./encode.ts";
import { readStored, type Stored, valuesOf } from "./manifest.ts";

const residuals = [
  ...["conv32_1", "conv32_2", "conv32_3", "conv64_down", "conv64_1", "conv64_2", "conv64_3", "conv128_down"],
  ...["conv128_1", "conv128_2", "conv256_down", "conv256_1", "conv256_2", "conv256_down_out"],
];

/**
 * dlib's network as face-api stores it: most tensors as bytes with a scale, which are kept as they
 * are; the others become halves. Its affine layers
 * become a gain and a bias for each output of the convolution before.
 */
export function descriptorTensors(folder: string): Encoded[] {
  const manifest = path.join(folder, "face_recognition_model-weights_manifest.json");
  const stored = readStored(
    JSON.parse(readFileSync(manifest, "utf8")),
    path.join(folder, "face_recognition_model.bin"),
  );
  const named = (name: string): Stored => {
    const found = stored.get(name);
    if (found === undefined) throw new Error(`no tensor ${name}`);
    return found;
  };
  const layer = (name: string): Encoded[] => {
    const gain = valuesOf(named(`${name}/scale/weights`));
    const shift = valuesOf(named(`${name}/scale/biases`));
    const bias = valuesOf(named(`${name}/conv/bias`)).map(
      (value, output) => value * (gain[output] ?? 0) + (shift[output] ?? 0),
    );
    return [
      asStored(named(`${name}/conv/filters`)),
      { kind: "single", values: gain },
      { kind: "single", values: bias },
    ];
  };
  return [
    ...layer("conv32_down"),
    ...residuals.flatMap((name) => [...layer(`${name}/conv1`), ...layer(`${name}/conv2`)]),
    asStored(named("fc")),
  ];
}

function asStored(tensor: Stored): Encoded {
  const { quantization, bytes } = tensor;
  if (quantization?.dtype !== "uint8") return { kind: "half", values: valuesOf(tensor) };
  return { kind: "byte", scale: quantization.scale, offset: quantization.min, values: bytes };
}
