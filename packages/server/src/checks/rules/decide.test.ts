import { checkNames, checksOf, checksPolicyOf, checkVerdicts, sessionMethods } from "@countersign/wire";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Circumstances, conclude } from "./decide.ts";
import { type Finding, finding } from "./finding.ts";

const passing = checkNames.map((name) => finding({ name, verdict: "pass", code: "quality_good" }));
const changed = (name: Finding["name"], change: Partial<Finding>): Finding[] =>
  passing.map((one) => (one.name === name ? { ...one, ...change } : one));
const decide: Circumstances = {
  mode: "decide",
  policy: checksPolicyOf({ samplePercent: 0 }),
  method: "document",
  names: checksOf("document"),
  twoPersonApproval: false,
  resubmitted: false,
  blocked: false,
  identityKnown: true,
  draw: 0,
};

test("approves only when every check of the policy passes", () => {
  expect(conclude(passing, decide)).toMatchObject({ outcome: "approved", cause: "policy_met" });
  for (const verdict of checkVerdicts.filter((one) => one !== "pass")) {
    const findings = changed("face.match", { verdict, code: "model_missing" });
    expect(conclude(findings, decide)).toMatchObject({ outcome: "review", open: ["face.match"] });
    const policy = checksPolicyOf({ samplePercent: 0, approve: ["document.mrz"] });
    expect(conclude(findings, { ...decide, policy }).outcome).toBe("approved");
  }
  expect(conclude(passing.slice(1), decide)).toMatchObject({
    cause: "check_open",
    open: ["picture.quality"],
  });
});

describe("refuses by itself", () => {
  const expired = changed("document.expiry", { verdict: "fail", code: "document_expired" });
  const foreign = changed("document.country", { verdict: "fail", code: "country_not_accepted" });

  test("an expired document and one that is not taken", () => {
    expect(conclude(expired, decide)).toMatchObject({ outcome: "refused", reason: "document_expired" });
    expect(conclude(foreign, decide)).toMatchObject({ outcome: "refused", reason: "unsupported_document" });
  });

  test("never by a zone that was read with doubt, nor against the policy", () => {
    const doubtful = expired.map((one) =>
      one.name === "document.mrz" ? { ...one, verdict: "consider" as const } : one,
    );
    expect(conclude(doubtful, decide).outcome).toBe("review");
    const policy = checksPolicyOf({ samplePercent: 0, refuse: ["unsupported_document"] });
    expect(conclude(expired, { ...decide, policy }).outcome).toBe("review");
  });

  test("for nothing else", () => {
    for (const name of checksOf("document")) {
      const findings = changed(name, { verdict: "fail", code: "faces_unlike" });
      expect(conclude(findings, decide).outcome).toBe("review");
    }
  });
});

test("whatever the checks say, a machine never assists by deciding, is one of two, or overrides", () => {
  const anyFinding = fc.record({
    name: fc.constantFrom(...checkNames),
    verdict: fc.constantFrom(...checkVerdicts),
    code: fc.constantFrom("document_expired" as const, "specimen" as const, "quality_good" as const),
  });
  const anyGiven = fc.record({
    mode: fc.constantFrom("assist" as const, "decide" as const),
    method: fc.constantFrom(...sessionMethods),
    twoPersonApproval: fc.boolean(),
    resubmitted: fc.boolean(),
    blocked: fc.boolean(),
    identityKnown: fc.boolean(),
    draw: fc.nat({ max: 99 }),
    samplePercent: fc.nat({ max: 100 }),
  });
  fc.assert(
    fc.property(fc.array(anyFinding), anyGiven, (said, { samplePercent, ...given }) => {
      const policy = checksPolicyOf({ samplePercent });
      const { outcome } = conclude(said.map(finding), { ...given, names: checksOf(given.method), policy });
      if (given.mode === "assist") expect(outcome).toBe("review");
      if (given.draw < samplePercent) expect(outcome).toBe("review");
      if (outcome !== "approved") return;
      expect(given).toMatchObject({ method: "document", twoPersonApproval: false, blocked: false });
    }),
  );
});
