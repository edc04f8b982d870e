import fc from "fast-check";
import { expect, test } from "vitest";
import { flagNames, modeOf, obstacleTo } from "./flags.ts";

const flags = (bits: string) => ({
  blockWithoutAnswer: bits[0] === "1",
  awaitAnswer: bits[1] === "1",
  answerHasData: bits[2] === "1",
});

test.each([
  ["100", ["kyc.completed"], "forget"],
  ["000", ["kyc.completed"], "notify"],
  ["001", ["kyc.completed"], "notify_keep"],
  ["010", ["before_order_add"], "gate"],
  ["011", ["before_order_add"], "gate_apply"],
  ["010", ["after_order_add"], "await"],
  ["011", ["after_order_add"], "await_keep"],
  ["101", ["kyc.completed"], null],
  ["110", ["before_order_add"], null],
  ["111", ["before_order_add"], null],
  ["010", ["kyc.completed"], null],
  ["010", ["before_order_add", "after_order_add"], null],
])("%s on %j is %s", (bits, events, mode) => {
  expect(modeOf(flags(bits), events)).toBe(mode);
});

test("a flag that can't be set says why", () => {
  expect(obstacleTo("awaitAnswer", flags("000"), ["kyc.*"])).toEqual({ kind: "happened" });
  expect(obstacleTo("awaitAnswer", flags("000"), ["before_order_add", "kyc.*"])).toEqual({ kind: "mixed" });
  expect(obstacleTo("blockWithoutAnswer", flags("011"), ["before_order_add"])).toEqual({
    kind: "contradicts",
    flags: ["awaitAnswer", "answerHasData"],
  });
  expect(obstacleTo("awaitAnswer", flags("000"), [])).toBeNull();
});

test("ticking what is offered, one after the other, never makes a contradiction", () => {
  const events = fc.constantFrom(["kyc.completed"], ["before_order_add"], ["after_order_add"], ["*"]);
  const clicks = fc.array(fc.constantFrom(...flagNames), { maxLength: 12 });
  fc.assert(
    fc.property(events, clicks, (types, clicked) => {
      const state = flags("000");
      for (const flag of clicked) {
        if (state[flag] || obstacleTo(flag, state, types) === null) state[flag] = !state[flag];
        expect(modeOf(state, types)).not.toBeNull();
      }
    }),
  );
});
