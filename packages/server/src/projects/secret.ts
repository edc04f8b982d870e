import type { Random } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { Project } from "./project.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const length = 30;
/** The largest multiple of the alphabet's size that a byte can hold: what lies above would favour some characters. */
const unbiased = 256 - (256 % alphabet.length);

/** A project's secret, in the form that seed 000 shows: 30 alphanumerics, each equally likely (178 bits). */
export function newProjectSecret(random: Random): string {
  let secret = "";
  while (secret.length < length) {
    for (const byte of random(length)) {
      if (byte < unbiased && secret.length < length) secret += alphabet.charAt(byte % alphabet.length);
    }
  }
  return secret;
}

const context = (projectId: string): string => `project:${projectId}:secret`;

/** A secret as it is stored: sealed, since the able-id hash is made of it in clear, and as a keyed hash to check by. */
export async function storedSecret(
  keyring: Pick<Keyring, "scopeKey" | "secretMac">,
  db: Db,
  projectId: string,
  secret: string,
): Promise<{ secretSealed: Buffer; secretMac: Buffer }> {
  const key = await keyring.scopeKey(db, projectId);
  return { secretSealed: key.seal(secret, context(projectId)), secretMac: keyring.secretMac(secret) };
}

/** A project's secret in clear, for the hash that able-id bodies carry. */
export async function projectSecret(
  deps: { keyring: Pick<Keyring, "scopeKey">; db: Db },
  project: Pick<Project, "id">,
): Promise<string> {
  const { secretSealed } = await deps.db
    .selectFrom("projects")
    .select("secretSealed")
    .where("id", "=", project.id)
    .executeTakeFirstOrThrow();
  const key = await deps.keyring.scopeKey(deps.db, project.id);
  return key.unseal(secretSealed, context(project.id)).toString("utf8");
}
