import { z } from "zod";

/** An enum value in the API's snake_case: log and metrics write the outcomes of attempts with hyphens. */
export function inSnakeCase(word: string): string {
  return word.replaceAll("-", "_");
}

/** `/{id}` of a path: a malformed id gets 404, like an unknown one. */
export const idParams = z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });
