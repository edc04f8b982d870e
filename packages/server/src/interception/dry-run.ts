import type { CallCredentials, Webhook } from "../webhooks/index.ts";
import { askHook } from "./ask-hook.ts";
import type { InterceptionRequest, Verdict } from "./contract.ts";
import type { InterceptionDeps } from "./deps.ts";
import { ask } from "./intercept.ts";
import { startRun } from "./run.ts";

/** A hook's settings that are not saved, and what it is called with. */
export interface DraftHook {
  webhook: Webhook;
  /** The saved hook that it is a change of; null: a new one. */
  replaces: string | null;
  secrets: string[];
  credentials: CallCredentials;
}

/**
 * Asks a before-event's hooks as they would be once the draft is saved: at its place in the order, active or not. The
 * other hooks are asked as in any dry run. No delivery follows; the run leaves a trace, and counts in no metric.
 */
export async function dryRunDraft(
  deps: InterceptionDeps,
  request: InterceptionRequest,
  { webhook: draft, replaces, secrets, credentials }: DraftHook,
): Promise<Verdict> {
  const saved = await deps.webhooks.gates(deps.db, request.projectId, request.event);
  const hooks = [...saved.filter(({ id }) => id !== replaces), draft].sort((a, b) => a.position - b.position);
  const isDraft = ({ id }: Pick<Webhook, "id">) => id === draft.id;
  const webhooks: InterceptionDeps["webhooks"] = {
    ...deps.webhooks,
    signingSecrets: async (db, hook) => (isDraft(hook) ? secrets : deps.webhooks.signingSecrets(db, hook)),
    credentials: async (db, hook) => (isDraft(hook) ? credentials : deps.webhooks.credentials(db, hook)),
  };
  // A draft has no history that could have paused it, and leaves none.
  const breaker: InterceptionDeps["breaker"] = {
    ...deps.breaker,
    admit: (hook) => (isDraft(hook) ? { end: () => undefined } : deps.breaker.admit(hook)),
  };
  const run = startRun(deps, { ...request, dryRun: true });
  const verdict = await ask(run, hooks, (hook, payload) =>
    askHook({ ...deps, webhooks, breaker }, run, hook, payload),
  );
  const named = withId(verdict, draft.id, replaces);
  deps.traces.add(run, named);
  return named;
}

/** The steps name the webhook that the draft is a change of, which can be looked at. */
function withId(verdict: Verdict, draft: string, replaces: string | null): Verdict {
  if (replaces === null) return verdict;
  const steps = verdict.trace.steps.map((step) =>
    step.webhookId === draft ? { ...step, webhookId: replaces } : step,
  );
  return { ...verdict, trace: { ...verdict.trace, steps } };
}
