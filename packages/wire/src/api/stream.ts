import * as z from "zod";
import { publicIdSchema } from "./fields.ts";
import { repeatable } from "./pagination.ts";

/** What the stream shows. `delivery`: one attempt and its outcome. */
export const streamKinds = ["event", "delivery", "session", "review", "interception"] as const;
export type StreamKind = (typeof streamKinds)[number];

/** Query of `GET /manage/v1/stream`. */
export const streamQuerySchema = z.strictObject({
  projectId: repeatable(publicIdSchema).describe("Only what happens in these projects"),
  kind: repeatable(z.enum(streamKinds)).describe("Only these kinds; absent: all that you may see"),
  after: z
    .string()
    .min(1)
    .max(300)
    .optional()
    .describe("The id of the last event that you have, for clients that can't send `Last-Event-ID`"),
});

/** Headers of the request. */
export const streamHeadersSchema = z.looseObject({
  "last-event-id": z
    .string()
    .max(300)
    .optional()
    .describe(
      "The id of the last event that you have: the stream continues after it. Browsers send it automatically.",
    ),
});
