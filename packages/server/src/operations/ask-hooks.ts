import type { BeforeEventType, ProjectId } from "@countersign/wire";
import { type EventPayload, type FieldProblem, parseInput } from "@countersign/wire";
import type * as z from "zod";
import type { Payload, Verdict } from "../interception/index.ts";
import type { OperationsDeps } from "./deps.ts";
import type { Refused, Remarks } from "./outcome.ts";

/** What an operation passes to its hooks. */
export interface Question<Type extends BeforeEventType> {
  projectId: ProjectId;
  event: Type;
  payload: EventPayload<Type>;
  /** Public id of the object of the operation, if it exists already. */
  subject?: string | undefined;
  /** Whose KYC level a gate may require. */
  userId?: string | undefined;
  keyId: string;
  /** The schema that the payload must match after hooks have changed it. */
  schema: z.ZodType<EventPayload<Type>>;
  /** Members that identify the object: no hook may change them. */
  fixed?: readonly string[];
  /** Checks beyond the schema. */
  check?: (payload: EventPayload<Type>) => FieldProblem | null;
}

export type Answer<Type extends BeforeEventType> =
  | (Remarks & {
      kind: "allowed";
      payload: EventPayload<Type>;
      /** A configured price that replaces the calculated one; minor units. */
      fallback: number | null;
      traceId: string;
    })
  | Refused;

const codes = { 502: "hook_bad_answer", 503: "hook_unavailable", 504: "hook_timeout" } as const;

/** Calls the hooks of a before-event; returns the payload with their changes, validated. */
export async function askHooks<Type extends BeforeEventType>(
  deps: Pick<OperationsDeps, "intercept">,
  question: Question<Type>,
): Promise<Answer<Type>> {
  const { projectId, event, payload, subject, userId, keyId } = question;
  const verdict = await deps.intercept({
    projectId,
    event,
    payload: payload as Payload,
    ...(subject !== undefined && { subject }),
    ...(userId !== undefined && { userId }),
    keyId,
    revalidate: (changed) => judge(question, changed),
  });
  const traceId = verdict.trace.id;
  switch (verdict.kind) {
    case "allowed": {
      const tolerated = verdict.trace.steps.filter((step) => step.verdict === "tolerated");
      return {
        kind: "allowed",
        payload: verdict.payload as EventPayload<Type>,
        fallback: verdict.fallback?.price ?? null,
        warnings: verdict.warnings,
        degraded: tolerated.map((step) => step.name),
        traceId,
      };
    }
    default:
      return refusalOf(verdict);
  }
}

/** The response of an operation that its hooks did not allow. */
export function refusalOf(verdict: Exclude<Verdict, { kind: "allowed" }>): Refused {
  const { hook, trace } = verdict;
  if (verdict.kind === "denied") {
    const { code: reason, message, field } = verdict.error;
    const details = { message, ...(field !== undefined && { field }), reason, hook, traceId: trace.id };
    return { kind: "refused", code: "denied", details, status: verdict.status };
  }
  const { status, detail, field } = verdict;
  const details = { message: detail, ...(field !== undefined && { field }), hook, traceId: trace.id };
  return { kind: "refused", code: codes[status], details };
}

function judge<Type extends BeforeEventType>(
  question: Question<Type>,
  changed: Payload,
): FieldProblem | null {
  const parsed = parseInput(question.schema, changed);
  if (!parsed.ok) {
    const [first] = parsed.problems;
    return first === undefined ? null : { field: first.field, problem: first.problem };
  }
  const moved = (question.fixed ?? []).find(
    (path) => JSON.stringify(at(changed, path)) !== JSON.stringify(at(question.payload, path)),
  );
  if (moved !== undefined) return { field: moved, problem: "may not be changed by a hook" };
  return question.check?.(parsed.value) ?? null;
}

function at(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[name] : undefined,
      value,
    );
}
