import * as z from "zod";

/**
 * The session in a path of the page. Ids that can't be one are refused as unknown by the page's
 * entry.
 */
export const applicantParams = z.object({
  id: z
    .string()
    .describe("The session: the `attemptId`.")
    .meta({ examples: ["V1StGXR8_Z5jdHi6B-myT"] }),
});
