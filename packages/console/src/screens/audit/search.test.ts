import { expect, test } from "vitest";
import { auditFilter, auditSearch } from "./search.ts";

const now = Date.parse("2026-03-08T12:00:00Z");

test("an address becomes the API's filters, and what it doesn't know is left out", () => {
  const search = auditSearch({
    kind: "operator,pirate",
    actor: "bootstrap",
    action: "project.create,webhook.delete",
    target: "whk_1",
    range: "24h",
    scope: "mine",
  });
  expect(auditFilter(search, "prj_1", now)).toEqual({
    projectId: "prj_1",
    actorKind: ["operator"],
    actorId: ["bootstrap"],
    action: ["project.create", "webhook.delete"],
    target: ["whk_1"],
    createdAtFrom: "2026-03-07T12:00:00.000Z",
  });
});

test("records of all projects are asked for without a project", () => {
  expect(auditFilter(auditSearch({ scope: "all" }), "prj_1", now).projectId).toBeUndefined();
});
