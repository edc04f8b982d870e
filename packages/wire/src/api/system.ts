import * as z from "zod";
import { timeSchema } from "./fields.ts";

/** Response of `GET /manage/v1/system`. */
export const systemSchema = z.strictObject({
  version: z.string().describe("Version of the service that responded."),
  node: z.string().describe("Version of Node.js that it runs on."),
  role: z.enum(["all", "api", "worker"]).describe("The role of the process that responded."),
  startedAt: timeSchema.describe("When that process started."),
  store: z
    .strictObject({
      kind: z.enum(["embedded", "external"]).describe("Whether the service runs its own Postgres."),
      version: z.string().describe("Version of Postgres."),
      bytes: z.number().describe("Size of the database, in bytes."),
      migration: z.int().describe("Number of the last migration that was applied."),
    })
    .describe("The database."),
  queue: z
    .strictObject({
      depth: z.int().nullable().describe("Deliveries that wait, counted within the last minutes."),
      oldestSeconds: z.int().nullable().describe("Age of the oldest of them, in seconds."),
    })
    .describe("The delivery queue; null if it was not counted."),
  retention: z
    .strictObject({
      reached: timeSchema.nullable().describe("The time up to which retention has run; null: it has not run"),
      ranAt: timeSchema.nullable().describe("When it last ran."),
    })
    .describe("The removal of old data."),
});
export type SystemView = z.output<typeof systemSchema>;
