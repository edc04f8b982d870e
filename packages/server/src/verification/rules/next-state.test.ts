import {
  finalSessionStates,
  isOpenState,
  openSessionStates,
  refusalReasonCodes,
  type SessionState,
  sessionMethods,
  sessionReasonCodes,
  sessionStates,
} from "@countersign/wire";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Effect, Machine, Trigger, TriggerType } from "./machine.ts";
import { legalTriggers, nextState } from "./next-state.ts";
import { tableOf, transitionTables } from "./transition-table.ts";

const isCall = (method: Machine["method"]) => method === "qes" || method === "video-conference";
const anyReason = fc.constantFrom(...sessionReasonCodes);
const plain: TriggerType[] = [
  "consent",
  "extend",
  "choose_document",
  "add_capture",
  "ask_again",
  "capture",
  "join",
  "submit_photo",
  "request_review",
  "request_resubmission",
  "approve",
  "abort",
  "expire",
];
const anyTrigger: fc.Arbitrary<Trigger> = fc.oneof(
  ...plain.map((type) => fc.constant({ type } as Trigger)),
  anyReason.map((reason): Trigger => ({ type: "refuse", reason })),
  fc.constant<Trigger>({ type: "simulate", outcome: { result: "success" } }),
  anyReason.map((reason): Trigger => ({ type: "simulate", outcome: { result: "failure", reason } })),
);
/** Every method with every flow that it has. */
const machines = sessionMethods.flatMap((method) =>
  (Object.keys(transitionTables[method]) as Machine["flow"][]).map((flow) => ({ method, flow })),
);
const anyMachine: fc.Arbitrary<Machine> = fc
  .record({ which: fc.constantFrom(...machines), mode: fc.constantFrom("test" as const, "live" as const) })
  .map(({ which, mode }) => ({ ...which, mode }));
const anyState = fc.constantFrom(...sessionStates);
const anyRun = fc.array(anyTrigger, { maxLength: 40 });

interface Run {
  states: SessionState[];
  taken: Trigger[];
  effects: Effect[];
}

function run(machine: Machine, triggers: Trigger[]): Run {
  const result: Run = { states: ["created"], taken: [], effects: [] };
  let state: SessionState = "created";
  for (const trigger of triggers) {
    const step = nextState(machine, state, trigger);
    if (step.kind === "refused") continue;
    state = step.state;
    result.states.push(state);
    result.taken.push(trigger);
    result.effects.push(...step.effects);
  }
  return result;
}

describe("whatever happens, in whatever order", () => {
  test("a session is always in one of the states, and only legal triggers move it", () => {
    fc.assert(
      fc.property(anyMachine, anyState, anyTrigger, (machine, state, trigger) => {
        const step = nextState(machine, state, trigger);
        const legal = legalTriggers(machine, state);
        expect(step.kind).toBe(legal.includes(trigger.type) ? "moved" : "refused");
        if (step.kind === "refused") expect(step.legal).toEqual(legal);
        else expect(sessionStates).toContain(step.state);
      }),
    );
  });

  test("a final state absorbs everything", () => {
    const anyFinal = fc.constantFrom(...finalSessionStates);
    fc.assert(
      fc.property(anyMachine, anyFinal, anyTrigger, (machine, state, trigger) => {
        expect(nextState(machine, state, trigger)).toEqual({ kind: "refused", legal: [] });
      }),
    );
  });

  test("a session ends once, with the outcome of its final state, or not at all", () => {
    fc.assert(
      fc.property(anyMachine, anyRun, (machine, triggers) => {
        const { states, effects } = run(machine, triggers);
        const last = states.at(-1) ?? "created";
        const ends = effects.filter((effect) => effect.type === "end");
        expect(ends.map((end) => end.outcome.state)).toEqual(isOpenState(last) ? [] : [last]);
      }),
    );
  });

  test("nothing succeeds but by an approval or, in a test project, a chosen outcome", () => {
    fc.assert(
      fc.property(anyMachine, anyRun, (machine, triggers) => {
        const { states, taken } = run(machine, triggers);
        if (states.at(-1) !== "succeeded") return;
        const cause = taken.at(-1);
        if (machine.mode === "live") expect(cause?.type).toBe("approve");
        else expect(["approve", "simulate"]).toContain(cause?.type);
      }),
    );
  });

  test("nobody is approved who did not do their part: sent the last picture, or joined the call", () => {
    fc.assert(
      fc.property(anyMachine, anyRun, (machine, triggers) => {
        const types = run(machine, triggers).taken.map((trigger) => trigger.type);
        if (!types.includes("approve")) return;
        const part: TriggerType[] = isCall(machine.method)
          ? ["join"]
          : [machine.flow === "page" ? "capture" : "submit_photo"];
        const sentBack = types.filter((type) => type === "request_resubmission").length;
        expect(types.filter((type) => part.includes(type))).toHaveLength(1 + sentBack);
      }),
    );
  });

  test("nobody does anything on a page before they agreed", () => {
    fc.assert(
      fc.property(anyMachine, anyRun, (machine, triggers) => {
        const acts: TriggerType[] = ["choose_document", "add_capture", "ask_again", "capture", "join"];
        const types = run(machine, triggers).taken.map((trigger) => trigger.type);
        const first = types.findIndex((type) => acts.includes(type));
        if (first >= 0) expect(types.slice(0, first)).toContain("consent");
      }),
    );
  });

  test("each time a session goes to a person a review is opened, and it is withdrawn exactly if the session ends undecided", () => {
    fc.assert(
      fc.property(anyMachine, anyRun, (machine, triggers) => {
        const { states, taken, effects } = run(machine, triggers);
        const opened = effects.filter((effect) => effect.type === "open_review").length;
        const withdrawn = effects.filter((effect) => effect.type === "withdraw_review").length;
        // A decision of checks before there is a review is not the decision of a review.
        const closing = ["approve", "refuse", "request_resubmission"];
        const closed = taken.filter(
          ({ type }, at) => closing.includes(type) && states[at] === "in_review",
        ).length;
        const reviewed = states.filter(
          (state, at) => state === "in_review" && states[at - 1] !== state,
        ).length;
        expect(opened).toBe(reviewed);
        expect(withdrawn + closed).toBe(states.at(-1) === "in_review" ? opened - 1 : opened);
      }),
    );
  });

  test("a failure has the reason that was given", () => {
    fc.assert(
      fc.property(anyMachine, anyState, anyTrigger, (machine, state, trigger) => {
        const step = nextState(machine, state, trigger);
        if (step.kind !== "moved" || step.state !== "failed") return;
        const given = trigger.type === "simulate" ? trigger.outcome : trigger;
        const reason = "reason" in given ? given.reason : undefined;
        expect(step.effects).toContainEqual({ type: "end", outcome: { state: "failed", reason } });
      }),
    );
  });
});

describe.each(machines)("the table of $method, $flow", (machine) => {
  const table = tableOf(machine);

  test("says how every open session can expire and be given up", () => {
    for (const state of openSessionStates) {
      expect(table[state]).toMatchObject({ expire: "expired", abort: "aborted", simulate: "by-outcome" });
    }
  });

  test("reaches every state that has a meaning for it", () => {
    const reached = new Set<SessionState>(["created"]);
    for (const state of reached) {
      for (const target of Object.values(table[state])) {
        for (const to of target === "by-outcome" ? (["succeeded", "failed"] as const) : [target])
          reached.add(to);
      }
    }
    expect(sessionStates.filter((state) => !reached.has(state))).toEqual(
      machine.flow === "direct"
        ? ["started", "resubmission_requested"]
        : isCall(machine.method)
          ? ["resubmission_requested"]
          : [],
    );
  });
});

test("a method has no table of a flow that it doesn't have", () => {
  expect(() =>
    nextState({ method: "qes", flow: "direct", mode: "live" }, "created", { type: "join" }),
  ).toThrow("no direct flow");
});

test("a simulated failure is not a reason that an operator may choose", () => {
  expect(refusalReasonCodes).not.toContain("simulated");
  expect(refusalReasonCodes.length).toBeGreaterThan(0);
});
