import type { FieldProblem } from "@countersign/wire";
import type { RegistryDeps } from "../deps.ts";
import { askForCrossing, askForPerson, type PersonQuestion } from "./ask.ts";
import type { CallableSource } from "./source.ts";

/** A PINFL that can't exist: no century has the digit 0. */
const nobody = "00000000000000";

/** The result of testing a source, without personal data. `problems`: the invalid fields of its response. */
export interface Probe {
  outcome: "found" | "unknown" | "failed";
  detail: string | null;
  problems: FieldProblem[];
  durationMs: number;
}

/** Queries one source, active or not, for a given person or for a PINFL that can't exist. */
export async function probeSource(
  deps: RegistryDeps,
  source: CallableSource,
  whom: { pinfl?: string | undefined; birthDate?: string | undefined; document?: string | undefined },
): Promise<Probe> {
  const { pinfl = nobody, birthDate, document } = whom;
  const question: PersonQuestion = { pinfl, ...(birthDate !== undefined && { birthDate }) };
  const before = deps.clock();
  const answer =
    document === undefined
      ? await askForPerson(deps, source, question)
      : await askForCrossing(deps, source, document);
  const durationMs = deps.clock() - before;
  if (answer.kind === "failed")
    return { outcome: "failed", detail: answer.detail, problems: answer.problems, durationMs };
  return { outcome: answer.kind, detail: null, problems: [], durationMs };
}
