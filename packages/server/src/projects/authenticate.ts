import { timingSafeEqual } from "node:crypto";
import type { Clock } from "@countersign/wire";
import { unproven } from "../db/index.ts";
import type { ProjectsDeps } from "./deps.ts";
import { projectOf } from "./find.ts";
import type { Project } from "./project.ts";

/** Compared with if there is no such project. No digest of a secret can be hoped to equal it. */
const noDigest = Buffer.alloc(32);

/**
 * The project, where the secret is its own or, during a rotation, a previous one; null otherwise. A
 * wrong secret and an unknown project cost the same work: one look-up, one keyed digest,
 * comparisons in constant time. Nothing is cached, so neither does it reveal whether a project was
 * requested lately, nor is an ended secret accepted longer.
 */
export async function authenticateProject(
  deps: { db: ProjectsDeps["db"]; clock: Clock; keyring: Pick<ProjectsDeps["keyring"], "secretMac"> },
  id: string,
  secret: string,
): Promise<Project | null> {
  const rows = await deps.db
    .selectFrom("projects")
    .leftJoin("replacedSecrets", (join) =>
      join
        .onRef("replacedSecrets.projectId", "=", "projects.id")
        .on("replacedSecrets.what", "=", "secret")
        .on("replacedSecrets.retiresAt", ">", new Date(deps.clock())),
    )
    .selectAll("projects")
    .select("replacedSecrets.secretMac as previousMac")
    .where("projects.id", "=", unproven(id))
    .execute();
  const [row] = rows;
  const given = deps.keyring.secretMac(secret);
  let same = timingSafeEqual(given, row?.secretMac ?? noDigest);
  for (const { previousMac } of rows) same = timingSafeEqual(given, previousMac ?? noDigest) || same;
  return row !== undefined && same ? projectOf(row) : null;
}
