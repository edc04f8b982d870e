import { newId } from "@countersign/wire";
import { sql } from "kysely";
import { type Actor, audit, hasOperator } from "../access/index.ts";
import { type Db, inTransaction, isUniqueViolation, type Tx } from "../db/index.ts";
import type { SignInDeps } from "./deps.ts";
import { hashPassword } from "./password.ts";
import { passwordProblem } from "./password-rules.ts";
import { forgetRecoveryCodes } from "./recovery-codes.ts";
import { macOf, newSecret } from "./secrets.ts";
import { type Browser, endSessions, openSession } from "./sessions.ts";
import type { SignInResult } from "./sign-in.ts";

/** How long a link can be used: the first operator's a day, an invitation a week. */
const firstLinkMs = 24 * 60 * 60_000;
const invitationMs = 7 * 24 * 60 * 60_000;

/** Of the database; any number that nobody else locks. */
const firstOperatorLock = 4_071_972_151;

/** A link that was made; the only place where it can be read. */
export interface OneTimeLink {
  /** The secret is in the fragment, which browsers send to nobody. */
  url: string;
  expiresAt: Date;
}

/** What a link is for. */
export type LinkPurpose =
  | { kind: "first-operator"; expiresAt: Date }
  | { kind: "invitation"; name: string; email: string | null; hasPassword: boolean; expiresAt: Date };

/** A link to create the first operator, which is void once there is one. */
export async function createFirstLink(deps: SignInDeps): Promise<OneTimeLink> {
  return createLink(deps, deps.db, { operatorId: null, lifetimeMs: firstLinkMs });
}

/**
 * A link with which a person sets their password: an invitation, or a new start for who has forgotten
 * it. The person's previous links are void. Audited.
 */
export async function createInvitation(
  deps: SignInDeps,
  tx: Tx,
  operatorId: string,
  { resetsSecondFactor = false }: { resetsSecondFactor?: boolean },
  actor: Actor,
): Promise<OneTimeLink> {
  await tx
    .deleteFrom("operatorLinks")
    .where("operatorId", "=", operatorId)
    .where("usedAt", "is", null)
    .execute();
  const link = await createLink(deps, tx, { operatorId, lifetimeMs: invitationMs, resetsSecondFactor });
  const details = { resetsSecondFactor };
  await audit(deps, tx, { actor, action: "operator.invite", target: operatorId, details });
  return link;
}

async function createLink(
  deps: SignInDeps,
  db: Db,
  input: { operatorId: string | null; lifetimeMs: number; resetsSecondFactor?: boolean },
): Promise<OneTimeLink> {
  const secret = newSecret(deps.random, "csl_");
  const now = deps.clock();
  const expiresAt = new Date(now + input.lifetimeMs);
  const { operatorId, resetsSecondFactor = false } = input;
  await db
    .insertInto("operatorLinks")
    .values({
      mac: macOf(deps, "link", secret),
      operatorId,
      resetsSecondFactor,
      createdAt: new Date(now),
      expiresAt,
    })
    .execute();
  return { url: `${deps.publicUrl}/console/welcome#${secret}`, expiresAt };
}

/** What the link is for; null if it is unknown, used or too old. */
export async function readLink(deps: SignInDeps, secret: string): Promise<LinkPurpose | null> {
  const row = await usable(deps, deps.db, secret).executeTakeFirst();
  if (row === undefined) return null;
  const { operatorId, expiresAt } = row;
  if (operatorId === null) return (await hasOperator(deps)) ? null : { kind: "first-operator", expiresAt };
  const operator = await deps.db
    .selectFrom("operators")
    .select(["name", "email", "passwordHash"])
    .where("id", "=", operatorId)
    .where("active", "=", true)
    .executeTakeFirst();
  if (operator === undefined) return null;
  const { name, email, passwordHash } = operator;
  return { kind: "invitation", name, email, hasPassword: passwordHash !== null, expiresAt };
}

/** What was wrong with a link that was to be accepted. */
export type LinkRefusal =
  | { kind: "unknown-link" }
  | { kind: "field"; field: "name" | "email" | "password"; problem: string };

/**
 * Accepts a link: creates the first operator, or sets the password of the person who was invited; then
 * signs them in. Other sessions of theirs end.
 *
 * @throws TooBusy
 */
export async function acceptLink(
  deps: SignInDeps,
  {
    link,
    name,
    email,
    password,
  }: { link: string; name?: string | undefined; email?: string | undefined; password: string },
  browser: Browser,
): Promise<SignInResult | LinkRefusal> {
  const purpose = await readLink(deps, link);
  if (purpose === null) return { kind: "unknown-link" };
  if (purpose.kind === "first-operator") {
    if (name === undefined) return { kind: "field", field: "name", problem: "is required" };
    if (email === undefined) return { kind: "field", field: "email", problem: "is required" };
  }
  const person = purpose.kind === "invitation" ? purpose : { name: name ?? "", email: email ?? null };
  const problem = passwordProblem(password, person);
  if (problem !== null) return { kind: "field", field: "password", problem };
  const passwordHash = await hashPassword(deps, password);
  try {
    return await inTransaction(deps.db, async (tx) => {
      // One at a time: of two links, or two clicks on one, only the first creates an operator.
      if (purpose.kind === "first-operator")
        await sql`select pg_advisory_xact_lock(${firstOperatorLock})`.execute(tx);
      const used = await usable(deps, tx, link).forUpdate().executeTakeFirst();
      if (used === undefined) return { kind: "unknown-link" };
      if (used.operatorId === null && (await hasOperator({ ...deps, db: tx })))
        return { kind: "unknown-link" };
      await markUsed(deps, tx, link);
      const operator =
        used.operatorId === null
          ? await firstOperator(deps, tx, { name: person.name, email: person.email, passwordHash }, browser)
          : await withPassword(deps, tx, used.operatorId, passwordHash, used.resetsSecondFactor, browser);
      const opened = await openSession(deps, tx, operator, "link", browser);
      return { kind: "signed-in", operatorId: operator.id, ...opened };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return { kind: "field", field: "email", problem: "belongs to another operator" };
  }
}

async function firstOperator(
  deps: SignInDeps,
  tx: Tx,
  input: { name: string; email: string | null; passwordHash: string },
  { address }: Browser,
): Promise<{ id: string; name: string }> {
  const id = newId("operator", deps.clock, deps.random);
  const { name } = input;
  await tx
    .insertInto("operators")
    .values({ id, ...input, role: "admin", active: true, createdAt: new Date(deps.clock()) })
    .execute();
  const actor: Actor = { kind: "operator", id, name, address };
  await audit(deps, tx, {
    actor,
    action: "operator.create",
    target: id,
    details: { role: "admin", first: true },
  });
  return { id, name };
}

async function withPassword(
  deps: SignInDeps,
  tx: Tx,
  operatorId: string,
  passwordHash: string,
  resetsSecondFactor: boolean,
  { address }: Browser,
): Promise<{ id: string; name: string }> {
  const operator = await tx
    .updateTable("operators")
    .set({ passwordHash, ...(resetsSecondFactor && { totpSealed: null, totpStep: null }) })
    .where("id", "=", operatorId)
    .where("active", "=", true)
    .returning(["id", "name"])
    .executeTakeFirstOrThrow();
  if (resetsSecondFactor) {
    await forgetRecoveryCodes(tx, operatorId);
    await tx.deleteFrom("operatorPasskeys").where("operatorId", "=", operatorId).execute();
  }
  const actor: Actor = { kind: "operator", ...operator, address };
  await endSessions(deps, tx, operatorId, { allBut: null }, actor);
  const details = { byLink: true, resetsSecondFactor };
  await audit(deps, tx, { actor, action: "operator.set_password", target: operatorId, details });
  return operator;
}

function usable(deps: Pick<SignInDeps, "clock" | "keyring">, db: Db, secret: string) {
  return db
    .selectFrom("operatorLinks")
    .select(["operatorId", "resetsSecondFactor", "expiresAt"])
    .where("mac", "=", macOf(deps, "link", secret))
    .where("usedAt", "is", null)
    .where("expiresAt", ">", new Date(deps.clock()));
}

async function markUsed(deps: Pick<SignInDeps, "clock" | "keyring">, tx: Tx, secret: string): Promise<void> {
  await tx
    .updateTable("operatorLinks")
    .set({ usedAt: new Date(deps.clock()) })
    .where("mac", "=", macOf(deps, "link", secret))
    .execute();
}
