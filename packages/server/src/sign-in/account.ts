import type { Preferences, Role } from "@countersign/wire";
import { type Actor, audit, type GivenProjectRole, projectRolesOf } from "../access/index.ts";
import { type Db, inTransaction } from "../db/index.ts";
import type { SignInDeps } from "./deps.ts";
import { countAttempt, forgetAttempts } from "./lock-out.ts";
import { hashPassword, isPassword } from "./password.ts";
import { passwordProblem } from "./password-rules.ts";
import { countRecoveryCodes } from "./recovery-codes.ts";
import { confirmSession, endSessions } from "./sessions.ts";

/** A person as they see themselves. */
export interface Account {
  id: string;
  name: string;
  email: string | null;
  role: Role | null;
  projectRoles: GivenProjectRole[];
  preferences: Preferences;
  hasPassword: boolean;
  hasTotp: boolean;
  recoveryCodesLeft: number;
  passkeyCount: number;
  version: number;
}

/** The account of this operator; null if there is none. */
export async function readAccount(db: Db, id: string): Promise<Account | null> {
  const row = await db
    .selectFrom("operators")
    .select(["id", "name", "email", "role", "preferences", "passwordHash", "totpSealed", "version"])
    .select((eb) =>
      eb
        .selectFrom("operatorPasskeys")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .whereRef("operatorId", "=", "operators.id")
        .as("passkeyCount"),
    )
    .where("id", "=", id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { passwordHash, totpSealed, passkeyCount, preferences: stored, ...rest } = row;
  // Earlier versions kept a time zone, which nothing used: times are shown in the browser's.
  const { timeZone: _, ...preferences } = stored;
  return {
    ...rest,
    projectRoles: (await projectRolesOf(db, [id])).get(id) ?? [],
    preferences: preferences as Preferences,
    hasPassword: passwordHash !== null,
    hasTotp: totpSealed !== null,
    recoveryCodesLeft: await countRecoveryCodes(db, id),
    passkeyCount: Number(passkeyCount ?? 0),
  };
}

/** Changes one's own name or preferences; what is absent stays. */
export async function changeAccount(
  deps: Pick<SignInDeps, "db" | "clock" | "random">,
  id: string,
  change: { name?: string | undefined; preferences?: Preferences | undefined },
  actor: Actor,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const before = await tx
      .selectFrom("operators")
      .select(["name", "preferences", "version"])
      .where("id", "=", id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const name = change.name ?? before.name;
    const preferences = { ...before.preferences, ...withoutUndefined(change.preferences ?? {}) };
    const renamed = name !== before.name;
    await tx
      .updateTable("operators")
      .set({ name, preferences, version: before.version + (renamed ? 1 : 0) })
      .where("id", "=", id)
      .execute();
    const details = { renamed, preferences: Object.keys(change.preferences ?? {}) };
    await audit(deps, tx, { actor, action: "operator.change_account", target: id, details });
  });
}

function withoutUndefined(preferences: Preferences): Record<string, string | boolean> {
  const given = Object.entries(preferences).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(given);
}

/** The outcome of a proof by password. */
export type Confirmed = { kind: "confirmed" } | { kind: "refused" } | { kind: "locked"; waitMs: number };

/**
 * Proves by password that it is still the same person at this browser. Failures lock as sign-ins do.
 *
 * @throws TooBusy
 */
export async function confirmByPassword(
  deps: SignInDeps,
  {
    operatorId,
    sessionId,
    password,
    address,
  }: { operatorId: string; sessionId: string; password: string; address: string },
): Promise<Confirmed> {
  const attempt = { account: `confirm ${operatorId}`, address };
  const waitMs = await countAttempt(deps, deps.db, attempt);
  if (waitMs !== null) return { kind: "locked", waitMs };
  const row = await deps.db
    .selectFrom("operators")
    .select("passwordHash")
    .where("id", "=", operatorId)
    .executeTakeFirst();
  if (!(await isPassword(deps, password, row?.passwordHash ?? null))) return { kind: "refused" };
  await inTransaction(deps.db, async (tx) => {
    await forgetAttempts(deps, tx, attempt);
    await confirmSession(deps, tx, sessionId);
  });
  return { kind: "confirmed" };
}

/**
 * Sets one's own password. Sessions at other browsers end. Returns what is wrong with the password, or
 * null.
 *
 * @throws TooBusy
 */
export async function changePassword(
  deps: SignInDeps,
  { id, name, email }: Pick<Account, "id" | "name" | "email">,
  { password, sessionId }: { password: string; sessionId: string },
  actor: Actor,
): Promise<string | null> {
  const problem = passwordProblem(password, { name, email });
  if (problem !== null) return problem;
  const passwordHash = await hashPassword(deps, password);
  await inTransaction(deps.db, async (tx) => {
    await tx.updateTable("operators").set({ passwordHash }).where("id", "=", id).execute();
    await audit(deps, tx, { actor, action: "operator.set_password", target: id });
    await endSessions(deps, tx, id, { allBut: sessionId }, actor);
  });
  return null;
}
