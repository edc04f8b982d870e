import { sql } from "kysely";
import {
  type Actor,
  addOperator,
  changeOperator,
  findOperator,
  type GivenProjectRole,
  isEmailTaken,
  type Operator,
  wrongProject,
} from "../../access/index.ts";
import { inTransaction, type Tx } from "../../db/index.ts";
import type { SignInDeps } from "../deps.ts";
import { newSecret } from "../secrets.ts";
import { type Browser, openSession } from "../sessions.ts";
import { auditFailure, type SignInResult } from "../sign-in.ts";
import { beginStep, takeStep } from "../steps.ts";
import { type RolesByGroups, rolesByGroups } from "./group-roles.ts";
import type { Claims, Provider, RoundTrip } from "./provider.ts";

/** Of the database: people whom the provider knows are added one at a time. */
const newcomersLock = 4_071_972_152;

/** What changes a person's roles when the provider's groups have changed. */
const providerActor: Actor = { kind: "system", id: "provider" };

export type ProviderStart = { kind: "started"; url: string; cookie: string } | { kind: "unavailable" };

/**
 * Begins to sign in with the provider. The browser keeps `cookie` and gives it back with the provider's
 * response, which is worth nothing in another browser.
 */
export async function beginProviderSignIn(deps: SignInDeps, provider: Provider): Promise<ProviderStart> {
  const trip = provider.newRoundTrip();
  const url = await provider.authorizationUrl(trip);
  if (url.kind !== "ok") return { kind: "unavailable" };
  const cookie = newSecret(deps.random, "cst_");
  await beginStep(deps, deps.db, cookie, { kind: "provider", data: JSON.stringify(trip) });
  return { kind: "started", url: url.value, cookie };
}

/** In addition to the outcomes of every way of signing in. */
export type ProviderRefusal =
  | { kind: "unavailable" }
  /** The provider knows the person, but nothing says that they may do anything here. */
  | { kind: "no-role" };

/**
 * Signs in whom the provider names. Somebody is known by the provider's id; before that by an e-mail
 * address that the provider vouches for. Where groups have roles, people whom nobody added are added,
 * and everybody has the roles of their groups from this sign-in on.
 */
export async function signInWithProvider(
  deps: SignInDeps,
  provider: Provider,
  { cookie, fragment }: { cookie: string; fragment: string },
  browser: Browser,
): Promise<SignInResult | ProviderRefusal> {
  const step = await takeStep(deps, deps.db, "provider", cookie);
  if (step === null || step.data === null) return { kind: "refused" };
  const claims = await provider.claims(JSON.parse(step.data) as RoundTrip, fragment);
  if (claims.kind !== "ok") return { kind: claims.kind };
  const found = await inTransaction(deps.db, async (tx) => {
    const operator = await knownOperator(deps, tx, provider, claims.value);
    if (operator.kind !== "known") return operator;
    const { id, name } = operator;
    const opened = await openSession(deps, tx, { id, name }, "provider", browser);
    return { kind: "signed-in" as const, operatorId: id, ...opened };
  });
  if (found.kind === "signed-in") return found;
  await auditFailure(deps, found.id, browser);
  return { kind: found.kind };
}

type Known =
  | { kind: "known"; id: string; name: string }
  | { kind: "refused" | "no-role"; id: string | undefined };

async function knownOperator(deps: SignInDeps, tx: Tx, provider: Provider, claims: Claims): Promise<Known> {
  await sql`select pg_advisory_xact_lock(${newcomersLock})`.execute(tx);
  const { settings } = provider;
  const byGroups =
    settings.roles.length === 0 ? null : await existing(tx, rolesByGroups(claims.groups, settings.roles));
  const operator = await linkedOperator(tx, claims);
  if (operator !== null && !operator.active) return { kind: "refused", id: operator.id };
  const hasRole =
    byGroups === null ? operator !== null : byGroups.role !== null || byGroups.projectRoles.length > 0;
  if (!hasRole) return { kind: "no-role", id: operator?.id };
  if (operator === null) return added(deps, tx, claims, byGroups ?? { role: null, projectRoles: [] });
  if (byGroups !== null && !haveSameRoles(operator, byGroups)) {
    await changeOperator(deps, tx, operator.id, byGroups, providerActor);
  }
  return { kind: "known", id: operator.id, name: operator.name };
}

/** The person with the provider's id, or else with the e-mail address, who gets the id. */
async function linkedOperator(tx: Tx, { subject, email }: Claims): Promise<Operator | null> {
  const bySubject = await tx
    .selectFrom("operators")
    .select("id")
    .where("providerSubject", "=", subject)
    .executeTakeFirst();
  if (bySubject !== undefined) return findOperator(tx, bySubject.id);
  if (email === null) return null;
  const byEmail = await tx
    .updateTable("operators")
    .set({ providerSubject: subject })
    .where("email", "=", email)
    .where("providerSubject", "is", null)
    .where("active", "=", true)
    .returning("id")
    .executeTakeFirst();
  return byEmail === undefined ? null : findOperator(tx, byEmail.id);
}

async function added(
  deps: SignInDeps,
  tx: Tx,
  { subject, name, email }: Claims,
  { role, projectRoles }: Roles,
): Promise<Known> {
  // An address that somebody else has here stays theirs.
  const own = email !== null && !(await isEmailTaken(tx, email, null)) ? email : null;
  const person = { name: name ?? own ?? "Without a name", role, projectRoles, email: own };
  const operator = await addOperator(deps, tx, person, providerActor);
  await tx.updateTable("operators").set({ providerSubject: subject }).where("id", "=", operator.id).execute();
  return { kind: "known", id: operator.id, name: operator.name };
}

interface Roles {
  role: RolesByGroups["role"];
  projectRoles: GivenProjectRole[];
}

/** Without the roles in projects that don't exist. */
async function existing(tx: Tx, { role, projectRoles }: RolesByGroups): Promise<Roles> {
  const known: GivenProjectRole[] = [];
  for (const each of projectRoles) {
    if ((await wrongProject(tx, [each])) === null) known.push(each as GivenProjectRole);
  }
  return { role, projectRoles: known };
}

function haveSameRoles(one: Roles, other: Roles): boolean {
  const inOrder = ({ role, projectRoles }: Roles) =>
    JSON.stringify([role, projectRoles.map(({ projectId, role }) => `${projectId} ${role}`).sort()]);
  return inOrder(one) === inOrder(other);
}
