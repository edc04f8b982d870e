import { timingSafeEqual } from "node:crypto";
import type { ProjectsDeps } from "./deps.ts";
import { projectOf } from "./find.ts";
import type { Project } from "./project.ts";

/** What is compared where there is no such project. No digest of a secret can be hoped to equal it. */
const noDigest = Buffer.alloc(32);

/**
 * The project, where the secret is its own; null otherwise. A wrong secret and an unknown project cost the same
 * work: one look-up, one keyed digest, one comparison in constant time. Nothing is cached, so neither does it tell
 * whether a project was asked for lately, nor does a replaced secret live on.
 */
export async function authenticateProject(
  deps: { db: ProjectsDeps["db"]; keyring: Pick<ProjectsDeps["keyring"], "secretMac"> },
  id: string,
  secret: string,
): Promise<Project | null> {
  const row = await deps.db.selectFrom("projects").selectAll().where("id", "=", id).executeTakeFirst();
  const given = deps.keyring.secretMac(secret);
  const same = timingSafeEqual(given, row?.secretMac ?? noDigest);
  return row !== undefined && same ? projectOf(row) : null;
}
