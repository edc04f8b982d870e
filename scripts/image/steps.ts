import { Copy, DockerfileParser, From, type Instruction } from "dockerfile-ast";

/**
 * One step of a stage. What does not change files or settings (LABEL, EXPOSE, VOLUME) is left out.
 */
type Step =
  | { kind: "run"; command: string }
  | { kind: "copy"; fromStage: string | null; source: string; target: string }
  | { kind: "env"; values: Record<string, string> }
  | { kind: "workdir"; path: string }
  | { kind: "user"; name: string }
  | { kind: "command"; argv: string[] }
  | { kind: "healthcheck"; argv: string[] };

export interface Stage {
  image: string;
  name: string | null;
  steps: Step[];
}

const withoutEffect = new Set(["LABEL", "EXPOSE", "VOLUME"]);

/**
 * The stages of a Dockerfile, in order. It knows the instructions that ours uses.
 *
 * @throws Error naming the line, for an instruction that it does not know.
 */
export function stagesOf(dockerfile: string): Stage[] {
  const stages: Stage[] = [];
  for (const instruction of DockerfileParser.parse(dockerfile).getInstructions()) {
    if (instruction instanceof From) {
      stages.push({ image: instruction.getImage() ?? "", name: instruction.getBuildStage(), steps: [] });
      continue;
    }
    const stage = stages.at(-1);
    if (stage === undefined) throw unknown(instruction);
    if (!withoutEffect.has(instruction.getKeyword())) stage.steps.push(stepOf(instruction));
  }
  return stages;
}

function stepOf(instruction: Instruction): Step {
  const words = instruction.getArguments().map((argument) => argument.getValue());
  switch (instruction.getKeyword()) {
    case "RUN":
      return { kind: "run", command: instruction.getArgumentsContent() ?? "" };
    case "WORKDIR":
      return { kind: "workdir", path: words[0] ?? "/" };
    case "USER":
      return { kind: "user", name: words[0] ?? "root" };
    case "ENV":
      return { kind: "env", values: Object.fromEntries(words.map(pair)) };
    case "CMD":
      return { kind: "command", argv: argvOf(instruction) };
    case "HEALTHCHECK":
      return { kind: "healthcheck", argv: argvOf(instruction) };
    case "COPY": {
      if (!(instruction instanceof Copy)) throw unknown(instruction);
      const from = instruction.getFromFlag();
      const [source = "", target = "", more] = words;
      if (more !== undefined || instruction.getFlags().some((flag) => flag.getName() !== from?.getName()))
        throw unknown(instruction);
      return { kind: "copy", fromStage: from?.getValue() ?? null, source, target };
    }
    default:
      throw unknown(instruction);
  }
}

/** The array in JSON form, which is the only one that gets signals. */
function argvOf(instruction: Instruction): string[] {
  const [json] = /\[.*\]$/s.exec(instruction.getRawArgumentsContent() ?? "") ?? [];
  if (json === undefined) throw unknown(instruction);
  return JSON.parse(json);
}

function pair(text: string): [string, string] {
  const at = text.indexOf("=");
  return [text.slice(0, at), text.slice(at + 1)];
}

function unknown(instruction: Instruction): Error {
  const line = instruction.getRange().start.line + 1;
  return new Error(`Dockerfile:${line}: ${instruction.getKeyword()} is not understood in this form`);
}
