import type { Layer, Shape } from "./convolution.ts";

/**
 * Unpacks weights: base64 of first the scales and biases of all layers in order, one each per
 * output (32-bit floats, little-endian), then the weights of all layers as signed bytes. Throws if
 * the length contradicts the shapes, which only a wrong build can cause.
 */
export function unpack(shapes: readonly Shape[], base64: string): Layer[] {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const floats = shapes.reduce((sum, { outputs }) => sum + 2 * outputs, 0);
  let [atFloat, atByte] = [0, 4 * floats];
  const layers = shapes.map((shape) => {
    const taps = shape.inputs * shape.kernelHeight * shape.kernelWidth;
    const { outputs } = shape;
    const grouped = new Float64Array(Math.ceil(outputs / 4) * 4 * taps);
    const bias = new Float64Array(outputs);
    for (let output = 0; output < outputs; output++) {
      const scale = view.getFloat32(atFloat + 4 * output, true);
      bias[output] = view.getFloat32(atFloat + 4 * (outputs + output), true);
      const group = (output - (output % 4)) * taps + (output % 4);
      for (let tap = 0; tap < taps; tap++)
        grouped[group + 4 * tap] = scale * view.getInt8(atByte + output * taps + tap);
    }
    atFloat += 8 * outputs;
    atByte += outputs * taps;
    return { ...shape, grouped, bias };
  });
  if (atByte !== bytes.length) throw new Error("the weights do not fit the network");
  return layers;
}
