import { type Actor, audit } from "../access/index.ts";
import { inTransaction } from "../db/index.ts";
import type { SignInDeps } from "./deps.ts";
import { forgetRecoveryCodes, replaceRecoveryCodes } from "./recovery-codes.ts";
import { newSecret } from "./secrets.ts";
import { beginStep, takeStep, tryStep } from "./steps.ts";
import { newTotpSecret, totpStep, totpUri } from "./totp.ts";
import { sealTotpSecret } from "./totp-secret.ts";

/** An authenticator app that is being set up. */
export interface NewTotp {
  /** Goes with the app's first code. */
  step: string;
  /** Base32, for typing. */
  secret: string;
  /** The same for a QR code. */
  uri: string;
}

/** Begins to set up an authenticator app; nothing changes before its first code is given. */
export async function beginTotp(
  deps: SignInDeps,
  operator: { id: string; email: string | null; name: string },
): Promise<NewTotp> {
  const step = newSecret(deps.random, "cst_");
  const secret = newTotpSecret(deps);
  await beginStep(deps, deps.db, step, { kind: "totp-new", operatorId: operator.id, data: secret });
  const uri = totpUri(secret, operator.email ?? operator.name, new URL(deps.publicUrl).host);
  return { step, secret, uri };
}

/**
 * Sets the app up with its first code, replacing the previous one. Returns ten recovery codes, only
 * here; null if the code is wrong or the step is over.
 */
export async function confirmTotp(
  deps: SignInDeps,
  operatorId: string,
  { step: given, code }: { step: string; code: string },
  actor: Actor,
): Promise<string[] | null> {
  return inTransaction(deps.db, async (tx) => {
    const step = await tryStep(deps, tx, "totp-new", given);
    if (step?.operatorId !== operatorId || step.data === null) return null;
    const used = totpStep(step.data, code, deps.clock(), null);
    if (used === null) return null;
    await takeStep(deps, tx, "totp-new", given);
    await tx
      .updateTable("operators")
      .set({ totpSealed: sealTotpSecret(deps, operatorId, step.data), totpStep: used })
      .where("id", "=", operatorId)
      .execute();
    await audit(deps, tx, { actor, action: "operator.set_totp", target: operatorId });
    return replaceRecoveryCodes(deps, tx, operatorId);
  });
}

/** Removes the authenticator app and the recovery codes. */
export async function removeTotp(deps: SignInDeps, operatorId: string, actor: Actor): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    await tx
      .updateTable("operators")
      .set({ totpSealed: null, totpStep: null })
      .where("id", "=", operatorId)
      .execute();
    await forgetRecoveryCodes(tx, operatorId);
    await audit(deps, tx, { actor, action: "operator.remove_totp", target: operatorId });
  });
}

/** Replaces the recovery codes of a person who has an authenticator app; null if they have none. */
export async function renewRecoveryCodes(
  deps: SignInDeps,
  operatorId: string,
  actor: Actor,
): Promise<string[] | null> {
  return inTransaction(deps.db, async (tx) => {
    const row = await tx
      .selectFrom("operators")
      .select("totpSealed")
      .where("id", "=", operatorId)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined || row.totpSealed === null) return null;
    await audit(deps, tx, { actor, action: "operator.renew_recovery_codes", target: operatorId });
    return replaceRecoveryCodes(deps, tx, operatorId);
  });
}
