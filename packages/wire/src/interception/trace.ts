import * as z from "zod";
import { timeSchema } from "../api/fields.ts";

/** One operation of a JSON Patch (RFC 6902). */
export const patchOperationSchema = z.discriminatedUnion("op", [
  z.strictObject({
    op: z.literal("add").describe("What is done."),
    path: z.string().describe("Where, as a JSON Pointer."),
    value: z.json().describe("The value."),
  }),
  z.strictObject({
    op: z.literal("replace").describe("What is done."),
    path: z.string().describe("Where, as a JSON Pointer."),
    value: z.json().describe("The value."),
  }),
  z.strictObject({
    op: z.literal("test").describe("What is done."),
    path: z.string().describe("Where, as a JSON Pointer."),
    value: z.json().describe("The value."),
  }),
  z.strictObject({
    op: z.literal("remove").describe("What is done."),
    path: z.string().describe("Where, as a JSON Pointer."),
  }),
  z.strictObject({
    op: z.literal("move").describe("What is done."),
    path: z.string().describe("Where, as a JSON Pointer."),
    from: z.string().describe("Where it comes from."),
  }),
  z.strictObject({
    op: z.literal("copy").describe("What is done."),
    path: z.string().describe("Where, as a JSON Pointer."),
    from: z.string().describe("Where it comes from."),
  }),
]);
export type PatchOperation = z.output<typeof patchOperationSchema>;

/** Why a hook's answer is ignored, in one word for traces, metrics and responses. */
export const brokenReasons = [
  "timeout",
  "budget",
  "refused",
  "breaker_open",
  "reset",
  "bad_status",
  "malformed_answer",
  "too_large",
  "change_not_applicable",
  "changed_payload_invalid",
  "body",
  "condition",
  "internal",
] as const;
export type BrokenReason = (typeof brokenReasons)[number];

/** Of these, what one hook's step can say: a payload that became invalid is the whole run's. */
const stepReasons = brokenReasons.filter((reason) => reason !== "changed_payload_invalid");

/** What a hook answered, kept where its webhook says that answers contain data. */
const keptAnswerSchema = z.strictObject({
  contentType: z.string().nullable().describe("Content type of the response; null if it had none."),
  body: z.string().describe("as text: at most its first 256 KiB"),
  cut: z.boolean().describe("it was longer, or too much was kept at the time"),
});
export type KeptAnswer = z.output<typeof keptAnswerSchema>;

/** Why a hook was not asked. */
export const skipReasons = ["not_yet_valid", "expired", "disabled", "condition", "chain_ended"] as const;
export type SkipReason = (typeof skipReasons)[number];

/**
 * The outcome of one hook of a chain. `tolerated`: it is broken, and its failure policy is to go on
 * without it.
 */
export const traceStepSchema = z.strictObject({
  webhookId: z.string().describe("Id of the webhook that is the hook."),
  name: z.string().describe("The hook's name."),
  order: z.int().describe("its order of application"),
  verdict: z
    .enum(["allowed", "denied", "broken", "tolerated", "skipped"])
    .describe("The outcome of calling this hook."),
  why: z
    .enum([...stepReasons, ...skipReasons])
    .nullable()
    .describe("why it was skipped, or counts as broken"),
  detail: z.string().nullable().describe("one sentence; contains no part of the hook's raw response"),
  statusCode: z.int().nullable().describe("the HTTP status of its response"),
  attemptCount: z.int().describe("calls made: 2 after a connection was refused"),
  durationMs: z.number().describe("How long it took, in milliseconds."),
  error: z
    .strictObject({
      code: z.string().describe("Code of what went wrong."),
      message: z.string().describe("What went wrong, for people."),
      field: z.string().optional().describe("The field, as a dotted path."),
    })
    .nullable()
    .describe("what it denied with"),
  changes: z.array(patchOperationSchema).describe("what it changed in the payload"),
  warnings: z.array(z.string()).describe("Remarks of the hooks that allowed it."),
  answer: keptAnswerSchema
    .nullable()
    .describe("what came back, in mode gate_apply; shown where a stored run is read, and there alone"),
});
export type TraceStep = z.output<typeof traceStepSchema>;

/** One run of a before-event's hooks. Under its id an operator reads it later. */
export interface Trace {
  /** `icp_…`, which is also the `webhook-id` of every call of the run. */
  id: string;
  steps: TraceStep[];
  totalMs: number;
}

/** The outcome of a run, as it is stored and listed. */
export const interceptionSummarySchema = z.strictObject({
  id: z.string().describe("Id of the run."),
  projectId: z.string().describe("Project of the run."),
  event: z.string().describe("The before-event."),
  subject: z.string().nullable().describe("Whom or what it is about."),
  verdict: z.enum(["allowed", "denied", "broken"]).describe("The outcome of the whole chain."),
  statusCode: z
    .int()
    .nullable()
    .describe("the HTTP status that the operation responded with; null if it went on"),
  degraded: z.boolean().describe("a broken hook was tolerated"),
  dryRun: z.boolean().describe("Whether it was a trial that changes nothing."),
  createdAt: timeSchema.describe("When it was created."),
  totalMs: z.number().describe("How long it took in all, in milliseconds."),
});
export type InterceptionSummary = z.output<typeof interceptionSummarySchema>;
