import { eventDefinition } from "@countersign/wire";
import { pngPicture } from "./files.ts";

interface PersonHook {
  data: { person: Record<string, unknown>; registration: unknown };
}

/**
 * The invented person of the catalog's example with a grey picture, in the registry's import
 * format.
 */
export function examplePerson(): { person: Record<string, unknown>; registration: unknown; photo: string } {
  const { person, registration } = (eventDefinition("check.person").example as unknown as PersonHook).data;
  const { attemptId: _, ...kept } = person;
  return { person: kept, registration, photo: pngPicture.toString("base64") };
}
