import type { ProjectView } from "@countersign/wire";
import type { Db } from "../../../db/index.ts";
import { type Project, type ProjectRotations, projectRotations } from "../../../projects/index.ts";
import type { HttpDeps } from "../../deps.ts";

/** Projects as callers see them: of their secrets only which ones are being rotated. */
export async function projectViews(
  deps: Pick<HttpDeps, "clock" | "storage">,
  db: Db,
  projects: readonly Project[],
): Promise<ProjectView[]> {
  const ids = projects.map(({ id }) => id);
  const rotations = await projectRotations(deps, db, ids);
  return projects.map((project, at) => {
    const own = rotations[at];
    if (own === undefined) throw new Error("a project was left out");
    return viewOf(deps, project, own);
  });
}

/** One of them. */
export async function projectView(
  deps: Pick<HttpDeps, "clock" | "storage">,
  db: Db,
  project: Project,
): Promise<ProjectView> {
  const [rotations] = await projectRotations(deps, db, [project.id]);
  if (rotations === undefined) throw new Error("a project was left out");
  return viewOf(deps, project, rotations);
}

function viewOf(
  { storage }: Pick<HttpDeps, "storage">,
  project: Project,
  rotations: ProjectRotations,
): ProjectView {
  const { storedBytes, limitBytes } = storage.usage({ projectId: project.id, quotas: project.quotas });
  return {
    id: project.id,
    name: project.name,
    mode: project.mode,
    status: project.archivedAt === null ? "active" : "archived",
    language: project.language,
    twoPersonApproval: project.twoPersonApproval,
    requireSignedRequests: project.requireSignedRequests,
    developersManageWebhooks: project.developersManageWebhooks,
    checks: project.checks,
    hideScores: project.hideScores,
    checksPolicy: project.checksPolicy,
    applicantPage: project.applicantPage,
    logoSha256: project.logoSha256,
    payloadDays: project.payloadDays,
    logDays: project.logDays,
    quotas: quotasView(project.quotas),
    storage: { storedBytes: Math.round(storedBytes), limitBytes },
    signing: {
      rotatedAt: rotations.signing.rotatedAt.toISOString(),
      previousValidUntil: rotations.signing.previousValidUntil?.toISOString() ?? null,
      signsWith: rotations.signing.signsWith,
    },
    rotations: {
      secret: rotationView(rotations.secret),
      requestSecret: rotations.requestSecret && {
        previousValidUntil: rotations.requestSecret.previousValidUntil.toISOString(),
      },
    },
    createdAt: project.createdAt.toISOString(),
    archivedAt: project.archivedAt?.toISOString() ?? null,
    version: project.version,
  };
}

/** A rotation as callers see it. */
function rotationView(rotation: ProjectRotations["secret"]): ProjectView["rotations"]["secret"] {
  return rotation && { ...rotation, previousValidUntil: rotation.previousValidUntil.toISOString() };
}

function quotasView({
  events = null,
  sessions = null,
  interceptions = null,
  keySharePercent = null,
  weight = null,
  storedBytes = null,
}: Project["quotas"]): ProjectView["quotas"] {
  return { events, sessions, interceptions, keySharePercent, weight, storedBytes };
}
