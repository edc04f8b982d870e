import type { Random } from "@countersign/wire";
import type { SealingKey } from "../sealing/index.ts";

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

/** The secret is sealed, not hashed: the able-id hash is made of it in clear. */
export function sealProjectSecret(key: SealingKey, projectId: string, secret: string): Buffer {
  return key.seal(secret, context(projectId));
}

export function unsealProjectSecret(key: SealingKey, projectId: string, sealed: Uint8Array): string {
  return key.unseal(sealed, context(projectId)).toString("utf8");
}
