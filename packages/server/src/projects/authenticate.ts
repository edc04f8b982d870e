import { timingSafeEqual } from "node:crypto";
import type { ProjectsDeps } from "./deps.ts";
import { projectOf } from "./find.ts";
import type { Project } from "./project.ts";
import { sealProjectSecret, unsealProjectSecret } from "./secret.ts";

/** What an unknown project's secret is compared with: sealed like a real one, and no secret that can be given. */
const decoySecret = "-".repeat(30);

/**
 * The project, where the secret is its own; null otherwise. An unknown project costs the same work as a wrong
 * secret (one look-up of the row, one of the key, one unsealing, one comparison of digests), so that the time
 * doesn't tell whether an id exists.
 */
export async function authenticateProject(
  deps: Pick<ProjectsDeps, "db" | "keyring">,
  id: string,
  secret: string,
): Promise<Project | null> {
  const row = await deps.db.selectFrom("projects").selectAll().where("id", "=", id).executeTakeFirst();
  const stored =
    row === undefined
      ? unsealProjectSecret(deps.keyring.system, "decoy", decoyOf(deps.keyring))
      : unsealProjectSecret(await deps.keyring.scopeKey(deps.db, row.id), row.id, row.secretSealed);
  const same = timingSafeEqual(deps.keyring.secretMac(secret), deps.keyring.secretMac(stored));
  return row !== undefined && same ? projectOf(row) : null;
}

const decoys = new WeakMap<object, Buffer>();

function decoyOf(keyring: ProjectsDeps["keyring"]): Buffer {
  const known = decoys.get(keyring);
  if (known !== undefined) return known;
  const decoy = sealProjectSecret(keyring.system, "decoy", decoySecret);
  decoys.set(keyring, decoy);
  return decoy;
}

/** A project's secret in clear, for the hash that able-id bodies carry. */
export async function projectSecret(
  deps: Pick<ProjectsDeps, "db" | "keyring">,
  project: Pick<Project, "id">,
): Promise<string> {
  const row = await deps.db
    .selectFrom("projects")
    .select("secretSealed")
    .where("id", "=", project.id)
    .executeTakeFirstOrThrow();
  return unsealProjectSecret(await deps.keyring.scopeKey(deps.db, project.id), project.id, row.secretSealed);
}
