import type { ProjectId } from "@countersign/wire";
import { expect, test } from "vitest";
import { createPresence, createQuotas } from "../../quotas/index.ts";
import { charge, ownQuota, quotaOf } from "./quota.ts";

const projectId = "prj_1" as ProjectId;
const deps = () => ({
  quotas: createQuotas({
    defaults: { events: null, sessions: null, interceptions: null },
    now: () => 0,
  }),
  presence: createPresence(() => 0),
});

test("an operator who records a project's events is no neighbour of that project", () => {
  const { quotas, presence } = deps();
  presence.notice("bootstrap");
  const project = { id: projectId, quotas: {}, archivedAt: null };
  charge({ quotas, presence }, "events", quotaOf(project, { kind: "operator", id: "bootstrap" }));
  expect(presence.isAlone("bootstrap")).toBe(true);
});

test("a project that is charged is a neighbour of the others, whichever of its keys calls", () => {
  const { quotas, presence } = deps();
  const actor = { kind: "project", projectId, quotas: {}, archived: false } as const;
  charge({ quotas, presence }, "events", ownQuota({ ...actor, id: "tok_1" }));
  charge({ quotas, presence }, "events", ownQuota({ ...actor, id: "tok_2" }));
  expect(presence.isAlone(projectId)).toBe(true);
  expect(presence.isAlone("prj_2")).toBe(false);
});
