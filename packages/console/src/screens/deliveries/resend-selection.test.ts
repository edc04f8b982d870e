import { expect, test } from "vitest";
import { selectionOf } from "./resend-selection.ts";

const now = Date.UTC(2026, 10, 29, 12);

test("a bulk resend takes the log's filters, but not what still waits for its first attempt", () => {
  const search = {
    status: ["pending" as const, "exhausted" as const],
    webhook: ["whk_1"],
    range: "1h" as const,
  };
  expect(selectionOf("project", search, now)).toMatchObject({
    projectId: "project",
    status: ["exhausted"],
    webhookId: ["whk_1"],
    createdAtFrom: "2026-11-29T11:00:00.000Z",
  });
  expect(selectionOf("project", { status: ["pending"] }, now)).not.toHaveProperty("status");
});

test("where a filter is unknown to it, only chosen rows can be sent", () => {
  expect(selectionOf("project", { outcome: ["timeout"] }, now)).toBeNull();
  expect(selectionOf("project", { code: ["503"] }, now)).toBeNull();
});
