import type { FieldProblem, ProjectId, ProjectSettings } from "@countersign/wire";
import { type Actor, audit } from "../access/index.ts";
import type { JsonObject, Tx } from "../db/index.ts";
import type { ProjectsDeps } from "./deps.ts";
import { projectOf } from "./find.ts";
import type { Project } from "./project.ts";

/**
 * Changes how a project's people are decided about, for how long its events are kept, and its quotas; absent settings stay. Null if
 * there is no such project. A shorter time takes effect within the hour, for what is kept already too; a longer one
 * brings nothing back.
 */
export async function changeSettings(
  deps: Pick<ProjectsDeps, "clock" | "random">,
  tx: Tx,
  id: ProjectId,
  settings: ProjectSettings,
  actor: Actor,
): Promise<{ ok: true; project: Project } | { ok: false; problems: FieldProblem[] } | null> {
  const before = await tx
    .selectFrom("projects")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (before === undefined) return null;
  const {
    twoPersonApproval = before.twoPersonApproval,
    requireSignedRequests = before.requireSignedRequests,
    payloadDays = before.payloadDays,
    logDays = before.logDays,
  } = settings;
  const quotas = { ...before.quotas, ...settings.quotas };
  if (payloadDays > logDays) {
    const field = settings.payloadDays === undefined ? "logDays" : "payloadDays";
    const problem = `payloads (${payloadDays} days) can't be kept longer than the log (${logDays} days)`;
    return { ok: false, problems: [{ field, problem }] };
  }
  if (requireSignedRequests && before.requestSecretSealed === null) {
    const problem = "needs a secret to sign with: make one first, by a rotation of `requestSecret`";
    return { ok: false, problems: [{ field: "requireSignedRequests", problem }] };
  }
  const row = await tx
    .updateTable("projects")
    .set({ twoPersonApproval, requireSignedRequests, payloadDays, logDays, quotas })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const given = Object.entries(settings).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const details: JsonObject = Object.fromEntries(given);
  await audit(deps, tx, { actor, action: "project.settings", projectId: id, target: id, details });
  return { ok: true, project: projectOf(row) };
}
