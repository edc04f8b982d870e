import type { Random } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { Project } from "./project.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const length = 30;
/** The largest multiple of the alphabet's size that a byte can hold: what lies above would favour some characters. */
const unbiased = 256 - (256 % alphabet.length);

/** A project's secret, in the form that able-id's documentation shows: 30 alphanumerics, each equally likely (178 bits). */
export function newProjectSecret(random: Random): string {
  let secret = "";
  while (secret.length < length) {
    for (const byte of random(length)) {
      if (byte < unbiased && secret.length < length) secret += alphabet.charAt(byte % alphabet.length);
    }
  }
  return secret;
}

/** Of the box that holds a project's secret. */
export const projectSecretContext = (projectId: string): string => `project:${projectId}:secret`;

/** A secret as it is stored: sealed, since the able-id hash is made of it in clear, and as a keyed hash to check by. */
export async function storedSecret(
  keyring: Pick<Keyring, "scopeKey" | "secretMac">,
  db: Db,
  projectId: string,
  secret: string,
): Promise<{ secretSealed: Buffer; secretMac: Buffer }> {
  const key = await keyring.scopeKey(db, projectId);
  return {
    secretSealed: key.seal(secret, projectSecretContext(projectId)),
    secretMac: keyring.secretMac(secret),
  };
}

/**
 * The secret that the able-id hash is made of, in clear: during a rotation the previous one, until it ends or the
 * operator switches, since a receiver that knows one secret knows that one.
 */
export async function projectSecret(
  deps: { clock: () => number; keyring: Pick<Keyring, "scopeKey">; db: Db },
  project: Pick<Project, "id">,
): Promise<string> {
  const { currentSealed, previousSealed } = await deps.db
    .selectFrom("projects")
    .select(({ selectFrom }) => [
      "projects.secretSealed as currentSealed",
      selectFrom("replacedSecrets")
        .select("replacedSecrets.secretSealed")
        .whereRef("replacedSecrets.projectId", "=", "projects.id")
        .where("what", "=", "secret")
        .where("retiresAt", ">", new Date(deps.clock()))
        .where("yieldedAt", "is", null)
        .orderBy("replacedSecrets.place")
        .limit(1)
        .as("previousSealed"),
    ])
    .where("projects.id", "=", project.id)
    .executeTakeFirstOrThrow();
  const key = await deps.keyring.scopeKey(deps.db, project.id);
  return key.unseal(previousSealed ?? currentSealed, projectSecretContext(project.id)).toString("utf8");
}
