import { type InterceptionBody, interceptionBody } from "@countersign/wire";
import type { Owner } from "../rendering/index.ts";
import type { Webhook } from "../webhooks/index.ts";
import { type Called, callHook } from "./call-hook.ts";
import { applyChanges } from "./changes.ts";
import type { Payload } from "./contract.ts";
import type { InterceptionDeps } from "./deps.ts";
import { judge } from "./judge.ts";
import { askKycGate } from "./kyc-gate.ts";
import { broken, type Outcome } from "./outcome.ts";
import type { Run } from "./run.ts";

/** The outcome of asking, the number of calls, and the last one, if any. */
export type Asked = Outcome & { attempts: number; called?: Called };

/** Asks one hook with the payload as previous hooks left it. Never rejects because of the hook. */
export async function askHook(
  deps: InterceptionDeps,
  run: Run,
  hook: Webhook,
  payload: Payload,
): Promise<Asked> {
  const idle = unasked(hook, run.at);
  if (idle !== null) return { ...idle, attempts: 0 };
  const { event } = run.request;
  const about: InterceptionBody = { event, sequence: null, occurredAt: run.occurredAt, data: payload };
  const builtIn = hook.requireKycLevel !== null;
  // A built-in hook makes no call: it is asked even when the budget is spent.
  if (!builtIn && run.left() === 0)
    return { ...broken("budget", "The hooks before it used up the chain's 10 seconds."), attempts: 0 };

  if (hook.condition !== null) {
    const held = await deps.rendering.evaluate(hook.condition, about, ownerOf(hook));
    if (!held.ok)
      return { ...broken("condition", `Its condition failed: ${held.problem.detail}`), attempts: 0 };
    if (!held.value)
      return { kind: "skipped", why: "condition", detail: "Its condition is not met.", attempts: 0 };
  }
  if (hook.requireKycLevel !== null)
    return { ...(await askKycGate(deps, run, payload, hook.requireKycLevel)), attempts: 0 };

  const admission = deps.breaker.admit(hook);
  if (admission === null)
    return { ...broken("breaker_open", "It failed too often; it will be retried soon."), attempts: 0 };
  let worked = false;
  try {
    const asked = await call(deps, run, hook, payload, about);
    worked = asked.kind !== "broken" || asked.reason === "budget";
    return asked;
  } finally {
    admission.end(worked);
  }
}

/**
 * Calls the hook regardless of its period, condition and breaker, and reads its response. The changes of a `gate_apply`
 * hook are applied to the returned payload.
 */
export async function call(
  deps: InterceptionDeps,
  run: Run,
  hook: Webhook,
  payload: Payload,
  about: InterceptionBody,
): Promise<Asked> {
  let body: string;
  if (hook.body === null) body = interceptionBody(hook.dialect, about);
  else {
    const rendered = await deps.rendering.render(hook.body, about, ownerOf(hook));
    if (!rendered.ok)
      return { ...broken("body", `Its body could not be rendered: ${rendered.problem.detail}`), attempts: 0 };
    body = rendered.value;
  }
  const called = await callHook(deps, run, hook, body);
  const { attempts, cutByBudget } = called;
  const judged = judge(called.result);
  if (judged.kind === "broken") {
    const outOfBudget = judged.reason === "timeout" && cutByBudget;
    return { ...judged, ...(outOfBudget && { reason: "budget" as const }), attempts, called };
  }
  if (judged.kind === "denied") return { ...judged, attempts, called };
  const { status, warnings, detail } = judged;
  const unchanged = { kind: "allowed", status, payload, changes: [], warnings, attempts, called } as const;
  if (judged.data === undefined && judged.patch === undefined) return { ...unchanged, changes: [], detail };
  if (hook.mode !== "gate_apply")
    return { ...unchanged, changes: [], detail: "Its data is ignored: its mode is gate, not gate_apply." };
  const applied = applyChanges(payload, judged);
  if (!applied.ok)
    return {
      ...broken("change_not_applicable", `Its changes can't be applied: ${applied.detail}.`, status),
      attempts,
      called,
    };
  return { ...unchanged, payload: applied.payload, changes: applied.changes, detail: null };
}

export function ownerOf({ projectId, id: webhookId }: Webhook): Owner {
  return { projectId, webhookId };
}

/** Why the hook is not asked at this instant; null if it is. */
export function unasked(hook: Webhook, at: number): Extract<Outcome, { kind: "skipped" }> | null {
  const { disabledAt, validFrom, validTo } = hook;
  if (disabledAt !== null) return { kind: "skipped", why: "disabled", detail: "It is disabled." };
  if (validFrom !== null && at < validFrom.getTime())
    return {
      kind: "skipped",
      why: "not_yet_valid",
      detail: `Its period begins at ${validFrom.toISOString()}.`,
    };
  if (validTo !== null && at >= validTo.getTime())
    return { kind: "skipped", why: "expired", detail: `Its period ended at ${validTo.toISOString()}.` };
  return null;
}
