import { validatePinfl } from "@countersign/wire";
import type { Project } from "../../projects/index.ts";
import { type Refusal, refuse } from "./response.ts";

/**
 * Why the project may not request this PINFL: 10103 if it is not valid (14 digits are enough in test
 * mode), 10105 if it belongs to somebody born on another day. Null if it may.
 */
export function pinflRefusal(
  pinfl: string,
  birthDate: string | undefined,
  project: Pick<Project, "mode">,
): Refusal | null {
  const problem = validatePinfl(pinfl, project.mode, birthDate);
  if (problem === null) return null;
  return problem === "birth-date-mismatch" ? refuse(10105, "birthDate") : refuse(10103, "pinfl", problem);
}
