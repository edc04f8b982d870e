import { describe, expect, test } from "vitest";
import { codeStatuses, kycLevels, kycReviews } from "./codes.ts";
import { isTreezorDocumentTypeId, treezorDocumentType, treezorDocumentTypeIds } from "./document-types.ts";
import {
  identificationReason,
  identificationReasons,
  livenessReasons,
  livenessRefusal,
  livenessRefusalComment,
} from "./reason-codes.ts";
import {
  treezorCreatedAt,
  treezorDateTime,
  treezorMicroseconds,
  treezorMoment,
  treezorOffsetTime,
  treezorSeconds,
} from "./times.ts";

describe("the code tables", () => {
  test("hold what Treezor documents, and our own statuses beside them", () => {
    expect(Object.keys(kycLevels)).toEqual(["0", "1", "2", "3", "4"]);
    expect(Object.keys(kycReviews)).toEqual(["0", "1", "2", "3", "6", "7"]);
    const documented = ["110002", "110006", "110009", "600003", "600004"];
    const ours = ["110007", "110010", "110011", "600001", "600002"];
    expect(Object.keys(codeStatuses)).toEqual([...documented, ...ours].sort());
    expect(treezorDocumentTypeIds).toHaveLength(21);
  });

  test("name each document type once", () => {
    const names = treezorDocumentTypeIds.map(treezorDocumentType);
    expect(new Set(names).size).toBe(names.length);
    expect(treezorDocumentType("17")).toBe("PASSPORT");
    expect(isTreezorDocumentTypeId("3")).toBe(false);
    expect(isTreezorDocumentTypeId("toString")).toBe(false);
  });

  test("are explained in both languages", () => {
    const rows = [kycLevels, kycReviews, codeStatuses, livenessReasons, identificationReasons];
    for (const { title } of rows.flatMap((table) =>
      Object.values<{ title: { ru: string; en: string } }>(table),
    )) {
      expect(title.ru).toMatch(/\p{Script=Cyrillic}/u);
      expect(title.en).not.toMatch(/\p{Script=Cyrillic}/u);
    }
  });
});

test("a refusal counts its reasons and says them in words, as Treezor has it", () => {
  expect(livenessRefusal([1312, 2401])).toEqual({
    meta: { count: 2 },
    reasons: [
      { "reason-code": "1312", "reason-message": "Applicant did not show the full front view of their face" },
      {
        "reason-code": "2401",
        "reason-message": "Applicant's identity does not match with the expected one",
      },
    ],
  });
  expect(livenessRefusalComment([1320, 2401])).toBe(
    "Applicant performed their id verification under poor lighting conditions, " +
      "Applicant's identity does not match with the expected one",
  );
});

test("an abort has Treezor's code and message, or a message alone when it stalled", () => {
  expect(identificationReason(3201)).toEqual({
    reasonDetails: { reasonCode: "3201", reasonMessage: "WARNING_SELFIE_REAL_PERSON" },
  });
  expect(identificationReason("timeout")).toEqual({
    reasonDetails: { reasonCode: "", reasonMessage: "STALLED_TIMEOUT" },
  });
});

test("a moment is written in each of Treezor's forms", () => {
  const ms = Date.UTC(2024, 5, 27, 7, 16, 23, 45);
  expect(treezorDateTime(ms)).toBe("2024-06-27 07:16:23");
  expect(treezorSeconds(ms)).toBe("2024-06-27T07:16:23Z");
  expect(treezorMicroseconds(ms)).toBe("2024-06-27T07:16:23.045000Z");
  expect(treezorOffsetTime(ms)).toBe("2024-06-27T07:16:23+00:00");
});

test.each([
  ["qes.finalized", "CANCELED", 17194725830450],
  ["document.create", undefined, 17194725830450],
  ["kycreview.request", undefined, 1719472583],
  ["videoConference.created", "STARTED", 17194725830450],
  ["videoConference.processing", "REVIEW_PENDING", 1719472583045],
  ["videoConference.finalized", "SUCCESS", 1719472583045],
  ["videoConference.finalized", "CANCELED", 17194725830450],
])("%s %s is created at a time in its own unit, which its size tells", (type, result, written) => {
  const ms = Date.UTC(2024, 5, 27, 7, 16, 23, 45);
  expect(treezorCreatedAt(ms, type, result)).toBe(written);
  expect(treezorMoment(written)).toBe(written < 1e11 ? ms - 45 : ms);
});
