import { describe, expect, test } from "vitest";
import {
  awaitsAnswer,
  type CallMoment,
  flagsOfMode,
  isGate,
  keepsAnswer,
  modeFromFlags,
  momentOf,
  webhookModes,
} from "./webhook-modes.ts";

const given = (digits: string) => ({
  blockWithoutAnswer: digits[0] === "1",
  awaitAnswer: digits[1] === "1",
  answerHasData: digits[2] === "1",
});
const moments = ["before", "after", null] as const;

describe("the form's flags", () => {
  test.each<[digits: string, mode: string, moments: readonly (CallMoment | null)[]]>([
    ["100", "forget", moments],
    ["000", "notify", moments],
    ["001", "notify_keep", moments],
    ["010", "gate", ["before", null]],
    ["011", "gate_apply", ["before", null]],
    ["010", "await", ["after"]],
    ["011", "await_keep", ["after"]],
  ])("%s mean %s, and back", (digits, mode, when) => {
    for (const moment of when) expect(modeFromFlags(given(digits), moment)).toEqual({ ok: true, mode });
    expect(webhookModes.filter((each) => each === mode).map(flagsOfMode)).toEqual([given(digits)]);
  });

  test.each([
    ["110", "awaitAnswer"],
    ["101", "answerHasData"],
    ["111", "awaitAnswer"],
  ])("%s contradict each other, and both are named", (digits, other) => {
    for (const moment of moments)
      expect(modeFromFlags(given(digits), moment)).toEqual({
        ok: false,
        contradiction: ["blockWithoutAnswer", other],
      });
  });
});

test.each<[events: string[], moment: CallMoment | null]>([
  [["before_order_add", "before_registration"], "before"],
  [["after_registration", "on_subscription"], "after"],
  [["before_registration", "after_registration"], null],
  [["after_registration", "session.expired"], null],
  [["session.expired"], null],
  [["*"], null],
  [["custom.after_sale"], null],
])("%j are told %s they happen", (events, moment) => {
  expect(momentOf(events)).toBe(moment);
});

test("gates are called before something happens, and two modes keep what after-events are answered", () => {
  expect(webhookModes.filter(isGate)).toEqual(["gate", "gate_apply"]);
  expect(webhookModes.filter(awaitsAnswer)).toEqual(["await", "await_keep", "gate", "gate_apply"]);
  expect(webhookModes.filter(keepsAnswer)).toEqual(["notify_keep", "await_keep", "gate_apply"]);
});
