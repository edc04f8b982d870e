import * as z from "zod";

/**
 * A webhook's settings for its body, its condition, and what happens when a gate fails.
 */
export const hookSettings = {
  body: z
    .string()
    .min(1)
    .max(65_536)
    .nullable()
    .describe("a Liquid template that renders to JSON; null: the body of the wire format"),
  condition: z
    .string()
    .min(1)
    .max(4096)
    .nullable()
    .describe(
      "a CEL expression over `event`, `occurredAt` and `data`; if it is false, the webhook is skipped",
    ),
  failurePolicy: z
    .enum(["fail", "continue"])
    .describe("what to do when the hook fails (gates only); `fail` by default"),
  fallback: z
    .strictObject({ price: z.int().nonnegative().describe("The price to use.") })
    .nullable()
    .describe(
      "of a gate on `before_delivery_service_calculate` with `continue`: the price, in the currency's minor unit, " +
        "to answer with while the hook is broken",
    ),
  require: z
    .strictObject({
      kycLevel: z.int().min(1).max(3).describe("1 light, 2 regular, 3 strong"),
    })
    .nullable()
    .describe("a built-in gate without an address: denies until the user's KYC level suffices"),
};
