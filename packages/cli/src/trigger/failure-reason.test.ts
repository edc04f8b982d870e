import { expect, test } from "vitest";
import { CliError } from "../cli-error.ts";
import { failureReasonOf } from "./failure-reason.ts";

function refusalOf(type: string, fail: string): string {
  try {
    failureReasonOf(type, fail);
  } catch (error) {
    if (error instanceof CliError) return error.text();
    throw error;
  }
  return "taken";
}

test("a reason is taken where the event's session fails for it", () => {
  for (const [type, fail] of [
    ["kyc.failed", "selfie_mismatch"],
    ["kycliveness.update", "face_not_shown"],
    ["qes.finalized", "identity_mismatch"],
    ["check.outcome", "face_not_matched"],
    ["videoConference.finalized", "simulated"],
  ] as const)
    expect(failureReasonOf(type, fail)).toBe(fail);
  expect(failureReasonOf("session.expired", undefined)).toBeNull();
});

test.each([
  ["an unknown one", "kyc.failed", "fraud"],
  ["another method's", "kyc.failed", "face_not_shown"],
  ["a result", "kyc.failed", "succeeded"],
])("%s is refused with the reasons that there are", (_what, type, fail) => {
  expect(refusalOf(type, fail)).toBe(
    `--fail ${fail}: not a reason for which kyc.failed is sent.\nNext: Use one of document_expired, document_unreadable, document_mismatch, unsupported_document, selfie_mismatch, suspected_fraud, simulated.`,
  );
});

test.each(["kyc.completed", "check.person", "qes.aborted", "on_subscription", "constructor"])(
  "no reason goes with %s, which is not sent after a failure",
  (type) => {
    expect(refusalOf(type, "not_live")).toMatch(
      /^--fail: \S+ is not sent after a failure\.\nNext: Leave --fail out, or trigger one of check\.outcome, kyc\.failed, kycliveness\.create, /,
    );
  },
);
