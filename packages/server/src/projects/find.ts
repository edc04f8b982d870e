import {
  type ApplicantPagePatch,
  applicantPageOf,
  type ChecksMode,
  type ChecksPolicyPatch,
  checksPolicyOf,
  type ProjectId,
  type ProjectQuotas,
} from "@countersign/wire";
import { type Db, unproven } from "../db/index.ts";
import type { Project } from "./project.ts";

interface ProjectRow {
  id: ProjectId;
  clientId: number;
  name: string;
  mode: Project["mode"];
  language: Project["language"];
  successRedirectUrl: string | null;
  errorRedirectUrl: string | null;
  twoPersonApproval: boolean;
  requireSignedRequests: boolean;
  developersManageWebhooks: boolean;
  checks: ChecksMode;
  hideScores: boolean;
  checksPolicy: ChecksPolicyPatch;
  applicantPage: ApplicantPagePatch;
  logoSha256: string | null;
  payloadDays: number;
  logDays: number;
  quotas: ProjectQuotas;
  createdAt: Date;
  archivedAt: Date | null;
  version: number;
}

/** A project as the rest of the service sees it: without its secret. */
export function projectOf(row: ProjectRow): Project {
  return {
    id: row.id,
    clientId: row.clientId,
    name: row.name,
    mode: row.mode,
    language: row.language,
    successRedirectUrl: row.successRedirectUrl,
    errorRedirectUrl: row.errorRedirectUrl,
    twoPersonApproval: row.twoPersonApproval,
    requireSignedRequests: row.requireSignedRequests,
    developersManageWebhooks: row.developersManageWebhooks,
    checks: row.checks,
    hideScores: row.hideScores,
    checksPolicy: checksPolicyOf(row.checksPolicy),
    applicantPage: applicantPageOf(row.applicantPage),
    logoSha256: row.logoSha256,
    payloadDays: row.payloadDays,
    logDays: row.logDays,
    quotas: row.quotas,
    createdAt: row.createdAt,
    archivedAt: row.archivedAt,
    version: row.version,
  };
}

const columns = [
  "id",
  "clientId",
  "name",
  "mode",
  "language",
  "successRedirectUrl",
  "errorRedirectUrl",
  "twoPersonApproval",
  "requireSignedRequests",
  "developersManageWebhooks",
  "checks",
  "hideScores",
  "checksPolicy",
  "applicantPage",
  "logoSha256",
  "payloadDays",
  "logDays",
  "quotas",
  "createdAt",
  "archivedAt",
  "version",
] as const;

/** One project, or null. */
export async function findProject(db: Db, id: string): Promise<Project | null> {
  const row = await db
    .selectFrom("projects")
    .select(columns)
    .where("id", "=", unproven(id))
    .executeTakeFirst();
  return row === undefined ? null : projectOf(row);
}

/** A page of projects, newest first: of `ids` or all, at most `limit`, from after the position `after` on. */
export async function listProjects(
  db: Db,
  query: {
    ids?: readonly ProjectId[] | undefined;
    status?: readonly ("active" | "archived")[] | undefined;
    mode?: readonly Project["mode"][] | undefined;
    /** Created in `[from, to)`. */
    from?: Date | undefined;
    to?: Date | undefined;
    after?: { createdAt: Date; id: string } | undefined;
    limit: number;
  },
): Promise<Project[]> {
  let rows = db
    .selectFrom("projects")
    .select(columns)
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .limit(query.limit);
  const { ids, status, mode, from, to, after } = query;
  if (ids !== undefined) rows = rows.where("id", "in", [...ids]);
  if (status?.length === 1) rows = rows.where("archivedAt", status[0] === "active" ? "is" : "is not", null);
  if (mode !== undefined) rows = rows.where("mode", "in", [...mode]);
  if (from !== undefined) rows = rows.where("createdAt", ">=", from);
  if (to !== undefined) rows = rows.where("createdAt", "<", to);
  if (after !== undefined) {
    rows = rows.where(({ eb, refTuple, tuple }) =>
      // A bound, which need not be an id: any text is compared with them.
      eb(refTuple("createdAt", "id"), "<", tuple(after.createdAt, after.id as ProjectId)),
    );
  }
  return (await rows.execute()).map(projectOf);
}
