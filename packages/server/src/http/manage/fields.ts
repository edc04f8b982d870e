import { z } from "zod";

/** `/{id}` of a path: what can't be an id is answered as what isn't there. */
export const idParams = z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });
