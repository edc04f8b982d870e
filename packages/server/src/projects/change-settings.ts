import type { FieldProblem, ProjectId, ProjectSettings } from "@countersign/wire";
import { type Actor, audit, outlastHeldKeys } from "../access/index.ts";
import type { JsonObject, Tx } from "../db/index.ts";
import type { ProjectsDeps } from "./deps.ts";
import { projectOf } from "./find.ts";
import type { Project } from "./project.ts";

/** What became of a change. `stale`: the project has another version than the change was meant for. */
export type SettingsResult =
  | { kind: "changed"; project: Project }
  | { kind: "refused"; problems: FieldProblem[] }
  | { kind: "stale"; version: number }
  | { kind: "unknown" };

/**
 * Changes a project's name and language, how its people are decided about and by which checks, what
 * its applicants see, for how long its events are kept, and its quotas, where `isMeant` takes the
 * version that it has; absent settings stay. A shorter time takes effect within the hour, for what
 * is kept already too; a longer one restores nothing.
 */
export async function changeSettings(
  deps: Pick<ProjectsDeps, "clock" | "random">,
  tx: Tx,
  id: ProjectId,
  settings: ProjectSettings,
  actor: Actor,
  isMeant: (version: number) => boolean = () => true,
): Promise<SettingsResult> {
  const before = await tx
    .selectFrom("projects")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (before === undefined) return { kind: "unknown" };
  if (!isMeant(before.version)) return { kind: "stale", version: before.version };
  const {
    name = before.name,
    language = before.language,
    twoPersonApproval = before.twoPersonApproval,
    requireSignedRequests = before.requireSignedRequests,
    developersManageWebhooks = before.developersManageWebhooks,
    checks = before.checks,
    hideScores = before.hideScores,
    payloadDays = before.payloadDays,
    logDays = before.logDays,
  } = settings;
  const quotas = { ...before.quotas, ...settings.quotas };
  const applicantPage = { ...before.applicantPage, ...settings.applicantPage };
  const checksPolicy = { ...before.checksPolicy, ...settings.checksPolicy };
  if (payloadDays > logDays) {
    const field = settings.payloadDays === undefined ? "logDays" : "payloadDays";
    const problem = `payloads (${payloadDays} days) can't be kept longer than the log (${logDays} days)`;
    return { kind: "refused", problems: [{ field, problem }] };
  }
  if (requireSignedRequests && before.requestSecretSealed === null) {
    const problem = "needs a secret to sign with: make one first, by a rotation of `request_secret`";
    return { kind: "refused", problems: [{ field: "requireSignedRequests", problem }] };
  }
  if (before.mode === "live") {
    const at = settings.applicantPage?.embedOrigins?.findIndex((origin) => origin.startsWith("http:")) ?? -1;
    const problem = "must be an https origin: only test-mode projects may name an http one";
    if (at !== -1)
      return { kind: "refused", problems: [{ field: `applicantPage.embedOrigins.${at}`, problem }] };
  }
  const row = await tx
    .updateTable("projects")
    .set({
      name,
      language,
      version: before.version + 1,
      twoPersonApproval,
      requireSignedRequests,
      developersManageWebhooks,
      checks,
      hideScores,
      checksPolicy,
      applicantPage,
      payloadDays,
      logDays,
      quotas,
    })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (settings.quotas !== undefined) outlastHeldKeys(tx);
  const { name: renamed, ...others } = settings;
  const given = Object.entries(others).flatMap(([field, value]) =>
    value === undefined ? [] : [[field, value]],
  );
  const details: JsonObject = {
    ...Object.fromEntries(given),
    ...(renamed !== undefined && { name: { from: before.name, to: name } }),
  };
  await audit(deps, tx, { actor, action: "project.settings", projectId: id, target: id, details });
  return { kind: "changed", project: projectOf(row) };
}
