import { describe, expect, test } from "vitest";
import { flagsOfMode, isGate, modeFromFlags, webhookModes } from "./webhook-modes.ts";

const given = (digits: string) => ({
  blockWithoutAnswer: digits[0] === "1",
  awaitAnswer: digits[1] === "1",
  answerHasData: digits[2] === "1",
});

describe("the form's flags", () => {
  test.each([
    ["100", "forget"],
    ["000", "notify"],
    ["001", "notify-keep"],
    ["010", "gate"],
    ["011", "gate-apply"],
  ])("%s mean %s, and back", (digits, mode) => {
    expect(modeFromFlags(given(digits))).toEqual({ ok: true, mode });
    expect(webhookModes.filter((each) => each === mode).map(flagsOfMode)).toEqual([given(digits)]);
  });

  test.each([
    ["110", "awaitAnswer"],
    ["101", "answerHasData"],
    ["111", "awaitAnswer"],
  ])("%s contradict each other, and both are named", (digits, other) => {
    expect(modeFromFlags(given(digits))).toEqual({
      ok: false,
      contradiction: ["blockWithoutAnswer", other],
    });
  });
});

test("the two gates are called before something happens, the others after", () => {
  expect(webhookModes.filter(isGate)).toEqual(["gate", "gate-apply"]);
});
