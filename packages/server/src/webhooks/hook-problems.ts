import { awaitsAnswer, type ChangeWebhook, type FieldProblem, isGate } from "@countersign/wire";
import { maxAwaitedTimeoutMs } from "./hook-settings.ts";
import { scheduleOf } from "./retry-presets.ts";
import type { Settings } from "./settings.ts";

/**
 * Events whose payload or operation names a user; the others have no user whose level could be
 * checked.
 */
const withUser: ReadonlySet<string> = new Set([
  "before_order_add",
  "before_order_update",
  "before_order_setstatus",
  "before_user_update",
]);
const withTemplates: ReadonlySet<string> = new Set(["rarus", "standard"]);

/**
 * Problems of the settings of body, condition and failure. The texts themselves are checked by
 * rendering/.
 */
export function hookProblems(settings: Settings, change: ChangeWebhook): FieldProblem[] {
  return [
    ...timeoutProblems(settings, change),
    ...firstWaitProblems(settings, change),
    ...bodyProblems(settings, change),
    ...policyProblems(settings, change),
    ...requireProblems(settings, change),
  ];
}

function timeoutProblems({ mode, timeoutMs }: Settings, change: ChangeWebhook): FieldProblem[] {
  if (!awaitsAnswer(mode) || timeoutMs <= maxAwaitedTimeoutMs) return [];
  const problem = `must be at most ${maxAwaitedTimeoutMs} in mode ${mode}: an operation waits for it`;
  return [{ field: change.timeoutMs === undefined && change.mode ? "mode" : "timeoutMs", problem }];
}

function firstWaitProblems({ mode, retry }: Settings, change: ChangeWebhook): FieldProblem[] {
  const [first = 0] = scheduleOf(retry).delaysMs;
  if (isGate(mode) || !awaitsAnswer(mode) || first === 0) return [];
  const problem = `must begin with a wait of 0 in mode ${mode}: an operation waits for the first attempt`;
  return [{ field: change.retry === undefined && change.mode ? "mode" : "retry", problem }];
}

function bodyProblems({ body, dialect }: Settings, change: ChangeWebhook): FieldProblem[] {
  if (body === null || withTemplates.has(dialect)) return [];
  const problem = `can't be set with the format ${dialect}: its receivers expect its own bodies`;
  return [{ field: change.body === undefined ? "dialect" : "body", problem }];
}

function policyProblems(settings: Settings, change: ChangeWebhook): FieldProblem[] {
  const { mode, failurePolicy, fallback, events } = settings;
  if (!isGate(mode)) {
    const problem = "is only for gates: no other webhook can stop an operation";
    if (fallback !== null) return [{ field: change.fallback ? "fallback" : "mode", problem }];
    if (failurePolicy === "continue")
      return [{ field: change.failurePolicy ? "failurePolicy" : "mode", problem }];
    return [];
  }
  if (fallback === null) return [];
  if (events.some((type) => type !== "before_delivery_service_calculate")) {
    const problem = "is a delivery's price: only before_delivery_service_calculate has one";
    return [{ field: change.fallback ? "fallback" : "events", problem }];
  }
  if (failurePolicy === "continue") return [];
  const problem = "is only used with `failurePolicy: continue`: set that, too";
  return [{ field: change.fallback ? "fallback" : "failurePolicy", problem }];
}

function requireProblems(settings: Settings, change: ChangeWebhook): FieldProblem[] {
  const { require, url, mode, events, body } = settings;
  if (require === null) return url === "" ? [{ field: "url", problem: "is required" }] : [];
  const problems: FieldProblem[] = [];
  if (url !== "")
    problems.push({
      field: change.require ? "require" : "url",
      problem: "can't be combined with an address: a built-in gate makes no calls",
    });
  if (!isGate(mode)) problems.push({ field: "mode", problem: "must be gate for a built-in gate" });
  if (body !== null) problems.push({ field: "body", problem: "is not used: a built-in gate makes no calls" });
  const userless = events.filter((type) => !withUser.has(type));
  if (userless.length > 0)
    problems.push({ field: "events", problem: `${userless[0]} has no user whose level could suffice` });
  return problems;
}
