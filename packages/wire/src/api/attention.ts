import * as z from "zod";
import { publicIdSchema, timeSchema } from "./fields.ts";

/** What somebody should look at. */
export const attentionKinds = [
  "webhook_failing",
  "webhook_disabled",
  "gate_expiring",
  "secret_overlap",
  "api_key_expiring",
  "review_waiting",
  "interceptions_degraded",
] as const;
export type AttentionKind = (typeof attentionKinds)[number];

/** Query of `GET /manage/v1/attention`. */
export const attentionQuerySchema = z.strictObject({
  projectId: publicIdSchema.optional().describe("Only this project; absent: all that you may see"),
});

/** Its response: the most urgent kinds first, at most 20 of each. */
export const attentionSchema = z.strictObject({
  data: z
    .array(
      z.strictObject({
        kind: z
          .enum(attentionKinds)
          .describe(
            "`webhook_failing`: its last request failed; `webhook_disabled`: events are kept as cancelled deliveries; " +
              "`gate_expiring`: from `until` on it lets everything pass; `secret_overlap`: a replaced secret is accepted until " +
              "`until`; `api_key_expiring`; `review_waiting`: open reviews that end within an hour or wait for a day; " +
              "`interceptions_degraded`: hooks failed within the last hour",
          ),
        projectId: z.string().describe("The project that it concerns."),
        target: z
          .string()
          .nullable()
          .describe("Id of the webhook or API key that it is about; null: the project"),
        name: z.string().nullable().describe("Its name; null if it has none"),
        since: timeSchema.nullable().describe("Since when it is so"),
        until: timeSchema.nullable().describe("When it ends automatically"),
        count: z
          .int()
          .nullable()
          .describe("How many: failed requests of 24 hours, reviews, runs; null: one thing"),
      }),
    )
    .describe("What should be looked at; empty if nothing"),
});
/** One thing to look at. */
export type AttentionItem = z.output<typeof attentionSchema>["data"][number];
