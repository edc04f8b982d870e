import { isOpenState, keysOf, type SessionState } from "@countersign/wire";
import type { Effect, Machine, SessionOutcome, Trigger, TriggerType } from "./machine.ts";
import { tableOf } from "./transition-table.ts";

/** Where a trigger leads, or that it is illegal and which triggers are legal. */
export type Step =
  | { kind: "moved"; state: SessionState; effects: readonly Effect[] }
  | { kind: "refused"; legal: readonly TriggerType[] };

/** The triggers that are legal in this state: none in a final one, no simulation in a live project. */
export function legalTriggers(machine: Machine, state: SessionState): readonly TriggerType[] {
  const listed = keysOf(tableOf(machine)[state]);
  return machine.mode === "test" ? listed : listed.filter((type) => type !== "simulate");
}

/**
 * The one rule by which sessions change. Total: every state and trigger has a result. The effects belong to the
 * change and must be written with it.
 */
export function nextState(machine: Machine, state: SessionState, trigger: Trigger): Step {
  const legal = legalTriggers(machine, state);
  const target = tableOf(machine)[state][trigger.type];
  if (target === undefined || !legal.includes(trigger.type)) return { kind: "refused", legal };
  const to = target === "by-outcome" ? simulatedState(trigger) : target;
  return { kind: "moved", state: to, effects: effectsOf(state, to, trigger) };
}

function simulatedState(trigger: Trigger): "succeeded" | "failed" {
  return trigger.type === "simulate" && trigger.outcome.result === "success" ? "succeeded" : "failed";
}

/** What the caller writes into the review. */
const decisions: readonly TriggerType[] = ["approve", "refuse", "request_resubmission"];

function effectsOf(from: SessionState, to: SessionState, trigger: Trigger): Effect[] {
  const effects: Effect[] = [];
  if (to === "in_review") effects.push({ type: "open_review" });
  const decidesReview = decisions.includes(trigger.type);
  if (from === "in_review" && !decidesReview) effects.push({ type: "withdraw_review" });
  if (!isOpenState(to)) effects.push({ type: "end", outcome: outcomeOf(to, trigger) });
  return effects;
}

function outcomeOf(state: SessionOutcome["state"], trigger: Trigger): SessionOutcome {
  if (state !== "failed") return { state };
  if (trigger.type === "refuse") return { state, reason: trigger.reason };
  if (trigger.type === "simulate" && trigger.outcome.result === "failure") {
    return { state, reason: trigger.outcome.reason };
  }
  throw new Error(`the transition table lets "${trigger.type}" fail a session, but it has no reason`);
}
