import fc from "fast-check";
import { expect, test } from "vitest";
import { wholeLines } from "./whole-lines.ts";

test("lines arrive whole and in order, however they were cut, and a last one without an end does not", () => {
  const lines = fc.array(fc.string().map((line) => `${line.replaceAll("\n", "")}\n`));
  fc.assert(
    fc.property(lines, fc.array(fc.nat(20)), fc.constantFrom("", "torn"), (all, cuts, torn) => {
      const written: string[] = [];
      const pass = wholeLines((text) => written.push(text));
      let rest = all.join("") + torn;
      for (const cut of cuts) {
        pass(rest.slice(0, cut));
        rest = rest.slice(cut);
      }
      pass(rest);
      expect(written.join("")).toBe(all.join(""));
      expect(written.every((text) => text.endsWith("\n"))).toBe(true);
    }),
  );
});
