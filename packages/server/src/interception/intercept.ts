import { checkEvent, type KeptAnswer, type TraceStep } from "@countersign/wire";
import type { Webhook } from "../webhooks/index.ts";
import { type Asked, askHook } from "./ask-hook.ts";
import type { Called } from "./call-hook.ts";
import type { InterceptionRequest, Payload, Verdict } from "./contract.ts";
import type { InterceptionDeps } from "./deps.ts";
import { statusOf } from "./outcome.ts";
import { type Run, startRun } from "./run.ts";

/**
 * Asks a before-event's hooks in order, one after another, each with the payload as changed by the previous ones. The
 * first denial ends the chain, and so does a failing hook whose failure policy is to fail. Once all have allowed, the
 * changed payload is validated again and recorded for the webhooks that don't decide (not on a dry run).
 *
 * No transaction may be open while it runs. It rejects only if the store fails; the verdict covers whatever hooks do.
 * Every run with a hook leaves a trace.
 */
export async function intercept(deps: InterceptionDeps, request: InterceptionRequest): Promise<Verdict> {
  const hooks = await deps.webhooks.gates(deps.db, request.projectId, request.event);
  const run = startRun(deps, request);
  const verdict = await ask(run, hooks, async (hook, payload) => {
    const started = run.elapsed();
    const asked = await askHook(deps, run, hook, payload);
    const durationMs = rounded(run.elapsed() - started);
    const { verdict, why } = stepOf(hook, asked, durationMs);
    deps.counted.hooks.inc({ verdict, why: why ?? "" });
    if (asked.attempts > 0) deps.counted.hookSeconds.observe(durationMs / 1000);
    return asked;
  });
  if (hooks.length > 0) {
    deps.counted.runs.inc({ event: request.event, verdict: verdict.kind });
    if (verdict.kind === "allowed" && verdict.degraded) deps.counted.degraded.inc({ event: request.event });
    deps.traces.add(run, verdict);
    deps.onRun?.({ request, verdict });
  }
  if (verdict.kind === "allowed" && !request.dryRun) await tell(deps, run, verdict.payload);
  return verdict;
}

/** The result of a chain whose hooks are asked by `askOne`. */
export async function ask(
  run: Run,
  hooks: readonly Webhook[],
  askOne: (hook: Webhook, payload: Payload) => Promise<Asked>,
): Promise<Verdict> {
  const steps: TraceStep[] = [];
  const warnings: string[] = [];
  let { payload } = run.request;
  let fallback: { price: number } | undefined;
  const trace = () => ({ id: run.id, steps, totalMs: rounded(run.elapsed()) });

  for (const [at, hook] of hooks.entries()) {
    const started = run.elapsed();
    const asked = await askOne(hook, payload);
    const step = stepOf(hook, asked, rounded(run.elapsed() - started));
    const tolerated = step.verdict === "tolerated";
    steps.push(step);
    if (asked.kind === "allowed") {
      payload = asked.payload;
      warnings.push(...asked.warnings);
    }
    if (asked.kind === "broken" && tolerated && hook.fallback !== null) fallback = hook.fallback;
    if (asked.kind === "denied" || (asked.kind === "broken" && !tolerated)) {
      steps.push(...hooks.slice(at + 1).map(notReached));
      const common = { hook: hook.name, trace: trace() };
      if (asked.kind === "denied")
        return { kind: "denied", status: asked.answer, error: asked.error, ...common };
      const { reason } = asked;
      return { kind: "broken", status: statusOf(reason), reason, detail: asked.detail, ...common };
    }
  }

  if (payload !== run.request.payload) {
    const checked = revalidate(run.request, payload);
    if (!checked.ok) {
      const { field, problem } = checked;
      const hook = changerOf(steps, field);
      const detail = `The payload as the hooks changed it is not valid: ${field || "it"} ${problem}.`;
      const reason = "changed_payload_invalid";
      return { kind: "broken", status: 502, hook, reason, detail, field, trace: trace() };
    }
    payload = checked.payload;
  }
  const degraded = steps.some((step) => step.verdict === "tolerated");
  return { kind: "allowed", payload, degraded, ...(fallback && { fallback }), warnings, trace: trace() };
}

function revalidate(
  { event, revalidate: own }: InterceptionRequest,
  changed: Payload,
): { ok: true; payload: Payload } | { ok: false; field: string; problem: string } {
  const checked = checkEvent(event, changed);
  if (!checked.ok) {
    const [first] = checked.problems;
    return { ok: false, field: first?.field ?? "", problem: first?.problem ?? "is not valid" };
  }
  const payload = checked.event.payload as Payload;
  const problem = own?.(payload) ?? null;
  return problem === null ? { ok: true, payload } : { ok: false, ...problem };
}

/** The last hook that changed the field, its ancestors or descendants; otherwise the last that changed anything. */
function changerOf(steps: readonly TraceStep[], field: string): string {
  const place = field === "" ? "" : `/${field.replaceAll(".", "/")}`;
  const touches = (step: TraceStep) =>
    step.changes.some(({ path }) => place.startsWith(path) || path.startsWith(place));
  const changers = steps.filter((step) => step.changes.length > 0);
  return (changers.findLast(touches) ?? changers.at(-1))?.name ?? "";
}

function stepOf(hook: Webhook, asked: Asked, durationMs: number): TraceStep {
  const { id: webhookId, name, position: order } = hook;
  const answer = hook.mode === "gate_apply" ? keptAnswer(asked.called) : null;
  const common = { webhookId, name, order, attemptCount: asked.attempts, durationMs, answer };
  const nothing = { why: null, detail: null, statusCode: null, error: null, changes: [], warnings: [] };
  switch (asked.kind) {
    case "skipped":
      return { ...common, ...nothing, verdict: "skipped", why: asked.why, detail: asked.detail };
    case "allowed": {
      const { detail, status: statusCode, changes, warnings } = asked;
      return { ...common, ...nothing, verdict: "allowed", detail, statusCode, changes, warnings };
    }
    case "denied":
      return { ...common, ...nothing, verdict: "denied", statusCode: asked.status, error: asked.error };
    case "broken": {
      const { reason, detail, status: statusCode } = asked;
      const why = reason === "changed_payload_invalid" ? null : reason;
      const verdict = hook.failurePolicy === "continue" ? "tolerated" : "broken";
      return { ...common, ...nothing, verdict, why, detail, statusCode };
    }
  }
}

/** The response, if the webhook's responses contain data, whatever the outcome. */
function keptAnswer(called: Called | undefined): KeptAnswer | null {
  if (called?.result.kind !== "answered" || called.result.body.length === 0) return null;
  const { headers, body, truncated } = called.result;
  return { contentType: headers["content-type"] ?? null, body: body.toString("utf8"), cut: truncated };
}

function notReached(hook: Webhook): TraceStep {
  const detail = "A hook before it ended the chain.";
  return stepOf(hook, { kind: "skipped", why: "chain_ended", detail, attempts: 0 }, 0);
}

/** Records the event for the webhooks that don't decide; records nothing if there are none. */
async function tell(deps: InterceptionDeps, run: Run, payload: Payload): Promise<void> {
  const { projectId, event: type, subject, keyId = projectId } = run.request;
  const listening = await deps.webhooks.matching(deps.db, projectId, type, run.at);
  if (listening.length === 0) return;
  await deps.recordEvent({ projectId, type, keyId, payload, ...(subject !== undefined && { subject }) });
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
