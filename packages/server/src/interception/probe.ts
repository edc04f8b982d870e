import type { BeforeEventType } from "@countersign/wire";
import type { CallCredentials, Webhook } from "../webhooks/index.ts";
import { call, ownerOf, unasked } from "./ask-hook.ts";
import type { Called } from "./call-hook.ts";
import type { Payload, Verdict } from "./contract.ts";
import type { InterceptionDeps } from "./deps.ts";
import { ask } from "./intercept.ts";
import { startRun } from "./run.ts";

/** A gate's test: what an operation that asks this hook alone would do. */
export interface Probe {
  verdict: Verdict;
  /** The call; null if the body could not be rendered. */
  called: Called | null;
  /** Why an operation would not ask the hook right now, in sentences; the test asked it anyway. */
  idle: string[];
}

/**
 * Asks one hook with an example payload and evaluates its response as an operation would, regardless of its period,
 * condition and breaker. The call carries `countersign-test: true`. It leaves no trace and no metrics, and no other
 * webhook receives it.
 *
 * @param known what a draft is called with, which has nothing stored.
 */
export async function probeHook(
  deps: InterceptionDeps,
  hook: Webhook,
  event: BeforeEventType,
  payload: Payload,
  known?: { secrets: string[]; credentials: CallCredentials },
): Promise<Probe> {
  const webhooks = known
    ? {
        ...deps.webhooks,
        signingSecrets: async () => known.secrets,
        credentials: async () => known.credentials,
      }
    : deps.webhooks;
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
  if (deps.breaker.isOpen(hook)) idle.push("It failed too often and is paused: its failure policy decides.");
  let called: Called | null = null;
  const verdict = await ask(run, [hook], async (each, current) => {
    const asked = await call({ ...deps, webhooks }, run, each, current, about);
    called = asked.called ?? null;
    return asked;
  });
  return { verdict, called, idle };
}
