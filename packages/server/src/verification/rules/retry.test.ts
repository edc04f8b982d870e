import { sessionReasonCodes } from "@countersign/wire";
import fc from "fast-check";
import { expect, test } from "vitest";
import { retryWindowMs } from "./deadlines.ts";
import { retryDeadline } from "./retry.ts";

const decidedAt = new Date(Date.UTC(2026, 0, 1, 12));
const now = decidedAt.getTime();
const failed = { state: "failed", flow: "page", attempt: 1, decidedAt, redactedAt: null } as const;
const terms = { reasons: ["document_unreadable"], retries: 1, now } as const;

test("an applicant can cure every reason but three", () => {
  const incurable = sessionReasonCodes.filter(
    (reason) => retryDeadline(failed, { ...terms, reasons: [reason] }) === null,
  );
  expect(incurable).toEqual(["registry_photo_missing", "identity_mismatch", "suspected_fraud"]);
  const mixed = ["document_unreadable", "suspected_fraud"] as const;
  expect(retryDeadline(failed, { ...terms, reasons: mixed })).toBeNull();
});

test("attempts are as many as the project allows, and begin within three days", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 2 * retryWindowMs }),
      (attempt, retries, passed) => {
        const until = retryDeadline({ ...failed, attempt }, { ...terms, retries, now: now + passed });
        expect(until !== null).toBe(attempt <= retries && passed < retryWindowMs);
        if (until !== null) expect(until).toBe(now + retryWindowMs);
      },
    ),
  );
});

test("only what failed on a page is tried again, and nothing of an erased person", () => {
  const others = [
    { state: "succeeded" },
    { state: "aborted" },
    { state: "expired" },
    { state: "in_review", decidedAt: null },
    { flow: "direct" },
    { redactedAt: decidedAt },
  ] as const;
  for (const other of others) expect(retryDeadline({ ...failed, ...other }, terms)).toBeNull();
});
