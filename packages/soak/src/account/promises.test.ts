import { expect, test } from "vitest";
import { accountPromises } from "./promises.ts";

test("what was confirmed and came is kept, what an erasure released may be missing, anything else is lost", () => {
  const promised = new Set(["came", "released", "lost"]);
  expect(accountPromises(promised, new Set(["released", "came"]), new Set(["came", "more"]))).toEqual({
    kept: 1,
    released: 1,
    findings: ["lost: lost was confirmed and never came"],
  });
});
