import * as z from "zod";

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** A session in a path; unknown ids and those of other projects are not found. */
export const kycSessionParams = z.object({
  id: id.describe("The session, `kyc_…`.").meta({ examples: ["kyc_V1StGXR8_Z5jdHi6B-myT"] }),
});

/** A webhook in a path. */
export const kycWebhookParams = z.object({
  id: id.describe("The webhook, `whk_…`.").meta({ examples: ["whk_01kqvs928040kr072t4s5hd6y1"] }),
});
