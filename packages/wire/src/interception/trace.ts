import * as z from "zod";
import { timeSchema } from "../api/fields.ts";

/** One operation of a JSON Patch (RFC 6902). */
export const patchOperationSchema = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("add"), path: z.string(), value: z.json() }),
  z.strictObject({ op: z.literal("replace"), path: z.string(), value: z.json() }),
  z.strictObject({ op: z.literal("test"), path: z.string(), value: z.json() }),
  z.strictObject({ op: z.literal("remove"), path: z.string() }),
  z.strictObject({ op: z.literal("move"), path: z.string(), from: z.string() }),
  z.strictObject({ op: z.literal("copy"), path: z.string(), from: z.string() }),
]);
export type PatchOperation = z.output<typeof patchOperationSchema>;

/** Why a hook's answer counts as none, in one word for traces, metrics and answers. */
export const brokenReasons = [
  "timeout",
  "budget",
  "refused",
  "breaker-open",
  "reset",
  "bad-status",
  "wrong-content-type",
  "malformed-answer",
  "too-large",
  "change-not-applicable",
  "changed-payload-invalid",
  "body",
  "condition",
  "internal",
] as const;
export type BrokenReason = (typeof brokenReasons)[number];

/** Why a hook was not asked. */
export const skipReasons = ["not-yet-valid", "expired", "disabled", "condition", "chain-ended"] as const;
export type SkipReason = (typeof skipReasons)[number];

/** What one hook of a chain came to. `tolerated`: it is broken, and its failure policy is to go on without it. */
export const traceStepSchema = z.strictObject({
  webhookId: z.string(),
  name: z.string(),
  position: z.int().describe("its order of application"),
  verdict: z.enum(["allowed", "denied", "broken", "tolerated", "skipped"]),
  why: z
    .enum([...brokenReasons, ...skipReasons])
    .nullable()
    .describe("why it was skipped, or counts as broken"),
  detail: z.string().nullable().describe("one sentence; holds nothing of the hook's raw answer"),
  status: z.int().nullable().describe("the HTTP status of its answer"),
  attempts: z.int().describe("calls made: 2 after a connection was refused"),
  durationMs: z.number(),
  error: z
    .strictObject({ code: z.string(), message: z.string(), field: z.string().optional() })
    .nullable()
    .describe("what it denied with"),
  changes: z.array(patchOperationSchema).describe("what it changed in the payload"),
  warnings: z.array(z.string()),
});
export type TraceStep = z.output<typeof traceStepSchema>;

/** One run of a before-event's hooks. Under its id an operator reads it later. */
export interface Trace {
  /** `icp_…`, which is also the `webhook-id` of every call of the run. */
  id: string;
  steps: TraceStep[];
  totalMs: number;
}

/** What a run came to, as it is stored and listed. */
export const interceptionSummarySchema = z.strictObject({
  id: z.string(),
  projectId: z.string(),
  event: z.string(),
  subject: z.string().nullable(),
  verdict: z.enum(["allowed", "denied", "broken"]),
  status: z.int().nullable().describe("what the operation answered with; null where it went on"),
  degraded: z.boolean().describe("a broken hook was tolerated"),
  dryRun: z.boolean(),
  startedAt: timeSchema,
  totalMs: z.number(),
});
export type InterceptionSummary = z.output<typeof interceptionSummarySchema>;
