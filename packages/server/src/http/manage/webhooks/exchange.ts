import {
  type AnyEventType,
  awaitsAnswer,
  type Language,
  localizedErrorBody,
  operationErrors,
} from "@countersign/wire";
import type { TestCall } from "../../../delivery/index.ts";
import type { Probe, Verdict } from "../../../interception/index.ts";
import { refusalOf } from "../../../operations/index.ts";
import { takesDeliveries, type Webhook } from "../../../webhooks/index.ts";
import { inSnakeCase } from "../fields.ts";

/**
 * The answer to the test of a webhook whose deliveries are queued.
 *
 * @param now milliseconds since the epoch.
 */
export function exchangeView(webhook: Webhook, type: AnyEventType, call: TestCall, now: number) {
  const { outcome, result, ...sent } = call;
  const accepted = outcome === "delivered";
  const verdict = accepted ? "counts as accepted" : "does not count as accepted";
  const detail = result.kind === "answered" ? `The answer ${result.status} ${verdict}.` : result.detail;
  return {
    type,
    verdict: {
      accepted,
      outcome: inSnakeCase(outcome),
      detail,
      gate: null,
      awaited: awaitedView(webhook, type, call, now),
    },
    request: requestOf(webhook, sent.requestHeaders, sent.requestBody),
    ...answerOf(result),
  };
}

/** What an operation would do that waited for the call; null where none does. */
function awaitedView(
  webhook: Webhook,
  type: AnyEventType,
  { outcome, status, result }: TestCall,
  now: number,
) {
  if (!awaitsAnswer(webhook.mode)) return null;
  const { validFrom, validTo, condition } = webhook;
  const idle = [
    ...(type === "on_subscription" ? ["Nobody calls for on_subscription: it is sent at once."] : []),
    ...(takesDeliveries(webhook) ? [] : ["It is not active, or disabled."]),
    ...(validFrom !== null && now < validFrom.getTime() ? ["Its period has not begun."] : []),
    ...(validTo !== null && now >= validTo.getTime() ? ["Its period is over."] : []),
    ...(condition === null ? [] : ["Only events that meet its condition are sent."]),
  ];
  return {
    waitedMs: Math.round(result.timings.total * 100) / 100,
    degraded: outcome !== "delivered",
    deliveryStatus: status,
    idle,
  };
}

/** The answer to the test of a gate: what an operation would do. */
export function gateExchangeView(
  webhook: Webhook,
  type: string,
  { verdict, called, idle }: Probe,
  language: Language,
) {
  const [step] = verdict.trace.steps;
  if (step === undefined || step.verdict === "skipped") throw new Error("a tried hook left no step");
  // A payload that its changes made invalid stops the operation, though the hook itself allowed.
  const outcome = step.verdict === "allowed" && verdict.kind === "broken" ? "broken" : step.verdict;
  const why = step.why ?? (verdict.kind === "broken" ? verdict.reason : null);
  const caller = callerOf(verdict, language);
  return {
    type,
    verdict: {
      accepted: outcome === "allowed",
      outcome,
      detail: `${sentences[outcome]} ${step.detail ?? caller?.error.message ?? ""}`.trim(),
      gate: {
        verdict: outcome,
        why,
        failurePolicy: webhook.failurePolicy,
        idle,
        changes: step.changes,
        warnings: step.warnings,
        caller,
      },
      awaited: null,
    },
    request: requestOf(webhook, called?.requestHeaders ?? {}, called?.body ?? ""),
    ...answerOf(called?.result ?? null),
  };
}

const sentences = {
  allowed: "An operation would go on.",
  denied: "An operation would be denied.",
  broken: "The hook counts as broken: an operation would fail.",
  tolerated: "The hook counts as broken: an operation would go on without it.",
} as const;

function callerOf(verdict: Verdict, language: Language) {
  if (verdict.kind === "allowed") return null;
  const { code, details, status } = refusalOf(verdict);
  const { error } = localizedErrorBody(code, details, language);
  return { statusCode: status ?? operationErrors[code].status, error: { ...error } };
}

function requestOf({ url }: Webhook, headers: Record<string, string>, body: string) {
  return { url, method: "POST" as const, headers, body };
}

function answerOf(result: TestCall["result"] | null) {
  const answered = result?.kind === "answered" ? result : null;
  return {
    response: answered && {
      statusCode: answered.status,
      headers: answered.headers,
      body: answered.body.toString("utf8"),
      truncated: answered.truncated,
    },
    dialled: result?.dialled ?? null,
    timings: Object.fromEntries(
      Object.entries(result?.timings ?? {}).map(([phase, ms]) => [phase, Math.round(ms * 100) / 100]),
    ),
  };
}
