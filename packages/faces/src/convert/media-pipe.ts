import { readFileSync } from "node:fs";
import path from "node:path";
import type { Encoded } from "./encode.ts";
import { readStored, type Stored, valuesOf } from "./manifest.ts";

interface Node {
  name: string;
  op: string;
  input?: string[];
}

interface Graph {
  modelTopology: { node: Node[] };
  weightsManifest: Parameters<typeof readStored>[0];
}

/** What has weights, in the order of the graph. */
const weighted = new Set(["_FusedConv2D", "DepthwiseConv2dNative", "Prelu"]);

export function detectorTensors(folder: string): Encoded[] {
  const graph = read(folder, "blazeface");
  // Depth first, so that a branch is complete before the next begins.
  const outputs = ["Identity", "Identity_2", "Identity_1", "Identity_3"];
  return outputs.flatMap((output) => graph.tensorsBefore(output));
}

export function meshTensors(folder: string): Encoded[] {
  const graph = read(folder, "facemesh");
  const mesh = graph.outputOf(1404);
  return [mesh, graph.outputOf(1)].flatMap((output) => graph.tensorsBefore(output));
}

/** A graph whose nodes are visited once: from an output back to what was visited before. */
function read(folder: string, name: string) {
  const graph: Graph = JSON.parse(readFileSync(path.join(folder, `${name}.json`), "utf8"));
  const stored = readStored(graph.weightsManifest, path.join(folder, `${name}.bin`));
  const nodes = new Map(graph.modelTopology.node.map((node) => [node.name, node]));
  const seen = new Set<string>();
  function tensorsBefore(at: string): Encoded[] {
    const node = nodes.get(at);
    if (node === undefined) throw new Error(`no node ${at}`);
    if (seen.has(at)) return [];
    seen.add(at);
    const inputs = node.input ?? [];
    const before = inputs.filter((input) => !stored.has(input)).flatMap(tensorsBefore);
    if (!weighted.has(node.op)) return before;
    return [...before, ...inputs.flatMap((input) => encoded(stored.get(input)))];
  }
  function outputOf(values: number): string {
    const found = graph.modelTopology.node.find(({ op, input }) => {
      const shape = op === "Reshape" ? stored.get(input?.[1] ?? "") : undefined;
      return shape !== undefined && valuesOf(shape).at(-1) === values;
    });
    if (found === undefined) throw new Error(`no output of ${values} values in ${name}`);
    return found.name;
  }
  return { tensorsBefore, outputOf };
}

function encoded(tensor: Stored | undefined): Encoded[] {
  if (tensor === undefined) return [];
  return [{ kind: "half", values: valuesOf(tensor) }];
}
