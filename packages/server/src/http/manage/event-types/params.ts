import { z } from "zod";
import { idParams } from "../fields.ts";

/** `/{type}` of a path. */
export const typeParams = z.object({
  type: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,200}$/)
    .describe("Name of the event type"),
});

/** `/{id}/…/{type}`: a project and an event type of its own. */
export const ownTypeParams = z.object({ ...idParams.shape, ...typeParams.shape });
