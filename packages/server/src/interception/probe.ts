import type { BeforeEventType } from "@countersign/wire";
import type { Webhook } from "../webhooks/index.ts";
import { call, ownerOf, unasked } from "./ask-hook.ts";
import type { Called } from "./call-hook.ts";
import type { Payload, Verdict } from "./contract.ts";
import type { InterceptionDeps } from "./deps.ts";
import { ask } from "./intercept.ts";
import { startRun } from "./run.ts";

/** A gate's test: what an operation that asks this hook alone would do. */
export interface Probe {
  verdict: Verdict;
  /** The call as it was made; null where the body could not be made. */
  called: Called | null;
  /** Why an operation would not ask the hook at this moment, in sentences; it was asked all the same. */
  idle: string[];
}

/**
 * Asks one hook over an invented payload, and judges its answer as an operation does. It is called whatever its period,
 * condition and breaker say, and is told by `countersign-test: true`. Leaves no trace, counts nowhere, and no other
 * webhook hears of it.
 */
export async function probeHook(
  deps: InterceptionDeps,
  hook: Webhook,
  event: BeforeEventType,
  payload: Payload,
): Promise<Probe> {
  const run = startRun(deps, { projectId: hook.projectId, event, payload, test: true });
  const about = { event, sequence: null, occurredAt: run.occurredAt, data: payload };
  const idle: string[] = [];
  if (!hook.active) idle.push("It is not active.");
  const period = unasked(hook, run.at);
  if (period?.detail) idle.push(period.detail);
  if (hook.condition !== null) {
    const held = await deps.rendering.evaluate(hook.condition, about, ownerOf(hook));
    if (!held.ok) idle.push(`Its condition failed: ${held.problem.detail}`);
    else if (!held.value) idle.push("Its condition is not met by the example.");
  }
  if (deps.breaker.isOpen(hook))
    idle.push("It failed too often and is left alone: its failure policy decides.");
  let called: Called | null = null;
  const verdict = await ask(run, [hook], async (each, current) => {
    const asked = await call(deps, run, each, current, about);
    called = asked.called ?? null;
    return asked;
  });
  return { verdict, called, idle };
}
