import * as z from "zod";
import { timeSchema } from "./fields.ts";

const maxOverlapSeconds = 30 * 24 * 60 * 60;

/** For how long a replaced secret stays valid. */
export const overlapSecondsSchema = z
  .int()
  .min(0)
  .max(maxOverlapSeconds)
  .default(24 * 60 * 60)
  .describe(
    "for how long the previous value stays valid; 0: it ends immediately, and so does every older one",
  );

/** A rotation in progress. */
export const rotationSchema = z.strictObject({
  previousValidUntil: timeSchema.describe("when the last previous value ends"),
});

/** The secrets that sign a webhook's messages. */
export const signingSchema = z.strictObject({
  rotatedAt: timeSchema.describe("When the current secret was made, at first or by the last rotation"),
  previousValidUntil: timeSchema
    .nullable()
    .describe("Until when replaced secrets sign in addition; null: only the current one signs"),
  signsWith: z
    .enum(["previous", "current"])
    .describe(
      "Which secret makes signatures that have room for one: `previous` from a rotation until its switch or end",
    ),
});

/** A rotation of what also signs or hashes. */
export const signingRotationSchema = z.strictObject({
  ...rotationSchema.shape,
  signsWith: z
    .enum(["previous", "current"])
    .describe("which makes signatures and hashes that have room for one secret; a switch sets `current`"),
});
