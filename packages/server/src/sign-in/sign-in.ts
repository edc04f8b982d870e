import { type Actor, audit } from "../access/index.ts";
import { inTransaction, type Tx } from "../db/index.ts";
import type { SignInDeps } from "./deps.ts";
import { countAttempt, forgetAttempts } from "./lock-out.ts";
import { isPassword } from "./password.ts";
import { takeRecoveryCode } from "./recovery-codes.ts";
import { newSecret } from "./secrets.ts";
import { type Browser, openSession } from "./sessions.ts";
import { beginStep, tryStep } from "./steps.ts";
import { totpStep } from "./totp.ts";
import { totpSecretOf } from "./totp-secret.ts";

/** What became of an attempt to sign in. */
export type SignInResult =
  | { kind: "signed-in"; operatorId: string; cookie: string; maxAgeSeconds: number }
  /** The password was right; `step` goes with the second factor. */
  | { kind: "second-factor"; step: string }
  /** Wrong, without saying what of it: nobody learns who has an account. */
  | { kind: "refused" }
  /** Too many failures: nothing was checked. */
  | { kind: "locked"; waitMs: number };

/**
 * Signs in with e-mail address and password; people with an authenticator app need a second step.
 * Failures are audited, and lock the account for a while.
 *
 * @throws TooBusy
 */
export async function signInWithPassword(
  deps: SignInDeps,
  { email, password }: { email: string; password: string },
  browser: Browser,
): Promise<SignInResult> {
  const attempt = { account: email.toLowerCase(), address: browser.address };
  const waitMs = await countAttempt(deps, deps.db, attempt);
  if (waitMs !== null) return { kind: "locked", waitMs };
  const found = await deps.db
    .selectFrom("operators")
    .select(["id", "name", "passwordHash", "totpSealed", "active"])
    .where("email", "=", attempt.account)
    .executeTakeFirst();
  const right = await isPassword(deps, password, found?.active ? found.passwordHash : null);
  if (found === undefined || !right) {
    await auditFailure(deps, found?.id, browser);
    return { kind: "refused" };
  }
  if (found.totpSealed !== null) {
    const step = newSecret(deps.random, "cst_");
    // The attempt stays counted until the second factor is right.
    await beginStep(deps, deps.db, step, {
      kind: "second-factor",
      operatorId: found.id,
      data: attempt.account,
    });
    return { kind: "second-factor", step };
  }
  return inTransaction(deps.db, async (tx) => {
    await forgetAttempts(deps, tx, attempt);
    const opened = await openSession(deps, tx, found, "password", browser);
    return { kind: "signed-in", operatorId: found.id, ...opened };
  });
}

/** Finishes signing in with a code of the authenticator app or a recovery code. */
export async function signInWithSecondFactor(
  deps: SignInDeps,
  {
    step: secret,
    code,
    recoveryCode,
  }: { step: string; code?: string | undefined; recoveryCode?: string | undefined },
  browser: Browser,
): Promise<SignInResult> {
  const result = await inTransaction(deps.db, async (tx): Promise<SignInResult & { failed?: string }> => {
    const step = await tryStep(deps, tx, "second-factor", secret);
    if (step === null || step.operatorId === null || step.data === null) return { kind: "refused" };
    const attempt = { account: step.data, address: browser.address };
    const waitMs = await countAttempt(deps, tx, attempt);
    if (waitMs !== null) return { kind: "locked", waitMs };
    const operator = await lockedOperator(tx, step.operatorId);
    if (operator === null) return { kind: "refused" };
    const method = await secondFactor(deps, tx, operator, code, recoveryCode);
    if (method === null) return { kind: "refused", failed: operator.id };
    await forgetAttempts(deps, tx, attempt);
    const opened = await openSession(deps, tx, operator, method, browser);
    return { kind: "signed-in", operatorId: operator.id, ...opened };
  });
  if (result.kind === "refused") await auditFailure(deps, result.failed, browser);
  return result;
}

async function secondFactor(
  deps: SignInDeps,
  tx: Tx,
  operator: { id: string; totpSealed: Buffer | null; totpStep: number | null },
  code: string | undefined,
  recoveryCode: string | undefined,
): Promise<"password_totp" | "password_recovery_code" | null> {
  if (recoveryCode !== undefined)
    return (await takeRecoveryCode(deps, tx, operator.id, recoveryCode)) ? "password_recovery_code" : null;
  const secret = totpSecretOf(deps, operator);
  if (secret === null || code === undefined) return null;
  const step = totpStep(secret, code, deps.clock(), operator.totpStep);
  if (step === null) return null;
  await tx.updateTable("operators").set({ totpStep: step }).where("id", "=", operator.id).execute();
  return "password_totp";
}

async function lockedOperator(tx: Tx, id: string) {
  const row = await tx
    .selectFrom("operators")
    .select(["id", "name", "totpSealed", "totpStep"])
    .where("id", "=", id)
    .where("active", "=", true)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Somebody failed to sign in as this person. Failures as nobody that is known are counted by address. */
export async function auditFailure(
  deps: Pick<SignInDeps, "db" | "clock" | "random">,
  operatorId: string | undefined,
  { address }: Browser,
): Promise<void> {
  if (operatorId === undefined) return;
  const actor: Actor = { kind: "anonymous", id: "unknown" };
  await audit(deps, deps.db, { actor, action: "session.refuse", target: operatorId, address });
}
