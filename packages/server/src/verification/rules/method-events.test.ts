import {
  isEventType,
  isFinal,
  type SessionState,
  sessionMethods,
  sessionOrigins,
  sessionStates,
} from "@countersign/wire";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Trigger } from "./machine.ts";
import { eventsOf, methodEvents } from "./method-events.ts";
import { nextState } from "./next-state.ts";

const kinds = sessionOrigins.flatMap((origin) =>
  sessionMethods
    .filter((method) => methodEvents[origin][method] !== undefined)
    .map((method) => ({ origin, method })),
);
const triggers: Trigger[] = [
  { type: "consent" },
  { type: "extend" },
  { type: "choose_document" },
  { type: "add_capture" },
  { type: "ask_again" },
  { type: "capture" },
  { type: "join" },
  { type: "request_review" },
  { type: "request_resubmission" },
  { type: "approve" },
  { type: "refuse", reason: "suspected_fraud" },
  { type: "abort" },
  { type: "expire" },
  { type: "simulate", outcome: { result: "success" } },
  { type: "simulate", outcome: { result: "failure", reason: "simulated" } },
];

/** What a session that sees these triggers tells, in order. */
function told(
  kind: (typeof kinds)[number],
  run: readonly Trigger[],
): { events: string[]; state: SessionState } {
  let state: SessionState = "created";
  const events: string[] = [];
  let resubmissions = 0;
  for (const trigger of run) {
    const step = nextState({ ...kind, flow: "page", mode: "test" }, state, trigger);
    if (step.kind === "refused") continue;
    if (trigger.type === "request_resubmission") resubmissions++;
    events.push(...eventsOf({ ...kind, resubmissions }, { from: state, to: step.state }));
    state = step.state;
  }
  return { events, state };
}

const anyRun = fc.array(fc.constantFrom(...triggers), { maxLength: 30 });

describe.each(kinds)("$origin, $method", (kind) => {
  test("tells known events, each once at most, and the last of them when it has ended", () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const { events, state } = told(kind, run);
        for (const type of events) expect(isEventType(type)).toBe(true);
        expect(new Set(events).size).toBe(events.length);
        const decided = events.some((type) =>
          /(completed|failed|update|aborted|finalized|outcome)$/.test(type),
        );
        if (!isFinal(state)) expect(decided).toBe(false);
        if (state === "succeeded" || state === "failed") expect(decided).toBe(true);
      }),
    );
  });

  test("tells nothing about a session that stays where it is", () => {
    for (const state of sessionStates)
      expect(eventsOf({ ...kind, resubmissions: 0 }, { from: state, to: state })).toEqual([]);
  });
});

const consent: Trigger = { type: "consent" };
const join: Trigger[] = [consent, { type: "join" }, { type: "request_review" }];
const pictures: Trigger[] = [
  consent,
  { type: "add_capture" },
  { type: "capture" },
  { type: "request_review" },
];
const sendBack: Trigger = { type: "request_resubmission" };
const again: Trigger[] = [{ type: "capture" }, { type: "request_review" }];
const approve: Trigger = { type: "approve" };
const refuse: Trigger = { type: "refuse", reason: "suspected_fraud" };
const abort: Trigger = { type: "abort" };
const expire: Trigger = { type: "expire" };
const simulate: Trigger = { type: "simulate", outcome: { result: "success" } };

test.each([
  ["treezor", "qes", [...join, approve], ["qes.created", "qes.processing", "qes.finalized"]],
  ["treezor", "qes", [...join, refuse], ["qes.created", "qes.processing", "qes.finalized"]],
  ["treezor", "qes", [...join, abort], ["qes.created", "qes.processing", "qes.aborted"]],
  ["treezor", "qes", [consent, expire], ["qes.created", "qes.aborted"]],
  ["treezor", "qes", [simulate], ["qes.created", "qes.finalized"]],
  [
    "treezor",
    "video-conference",
    [...join, approve],
    ["videoConference.created", "videoConference.processing", "videoConference.finalized"],
  ],
  ["treezor", "liveness", [...pictures, approve], ["kycliveness.create", "kycliveness.update"]],
  ["treezor", "liveness", [...pictures, expire], ["kycliveness.create", "kycliveness.update"]],
  ["treezor", "liveness", [...pictures, sendBack], ["kycliveness.create"]],
  [
    "treezor",
    "liveness",
    [...pictures, sendBack, ...again, approve],
    ["kycliveness.create", "kycliveness.update"],
  ],
  ["treezor", "liveness", [...pictures, sendBack, expire], ["kycliveness.create", "kycliveness.update"]],
  ["love-and-pay", "document", [...pictures, sendBack, ...again, approve], ["kyc.completed"]],
  ["treezor", "liveness", [consent, abort], ["kycliveness.create"]],
  ["treezor", "liveness", [simulate], ["kycliveness.create", "kycliveness.update"]],
  ["love-and-pay", "document", [...pictures, approve], ["kyc.completed"]],
  ["love-and-pay", "document", [...pictures, refuse], ["kyc.failed"]],
  ["love-and-pay", "document", [consent, abort], []],
  ["love-and-pay", "document", [consent, expire], []],
  ["able-id", "identification", [consent, { type: "capture" }, abort], ["check.outcome"]],
  ["able-id", "identification", [consent, expire], ["check.outcome"]],
] as const)("%s %s, run %#, sends its family's events", (origin, method, run, events) => {
  expect(told({ origin, method }, run).events).toEqual(events);
});
