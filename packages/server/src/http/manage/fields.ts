import { z } from "zod";

/** A word of ours as the API writes it: the log and the metrics have outcomes of attempts with hyphens. */
export function inSnakeCase(word: string): string {
  return word.replaceAll("-", "_");
}

/** `/{id}` of a path: what can't be an id is answered as what isn't there. */
export const idParams = z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });
