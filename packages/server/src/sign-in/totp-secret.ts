import type { SignInDeps } from "./deps.ts";

/** Where a person's authenticator secret is stored: its box opens for no other person. */
function contextOf(operatorId: string): string {
  return `operator:${operatorId}:totp`;
}

export function sealTotpSecret(
  { keyring }: Pick<SignInDeps, "keyring">,
  operatorId: string,
  secret: string,
): Buffer {
  return keyring.system.seal(secret, contextOf(operatorId));
}

/** The secret in base32; null if the person has no authenticator app. */
export function totpSecretOf(
  { keyring }: Pick<SignInDeps, "keyring">,
  { id, totpSealed }: { id: string; totpSealed: Buffer | null },
): string | null {
  return totpSealed === null ? null : keyring.system.unseal(totpSealed, contextOf(id)).toString("utf8");
}
