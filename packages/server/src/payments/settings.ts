import type { FieldProblem, PaymentSettings, ProjectId } from "@countersign/wire";
import type { Db, Tx } from "../db/index.ts";
import type { PaymentsDeps } from "./deps.ts";

/** A project's acquiring settings, without the password. */
export interface StoredPaymentSettings {
  baseUrl: string;
  userName: string;
  updatedAt: Date;
  /** Rises with every change. */
  version: number;
}

/** The settings without the password; null if there are none. */
export async function readPaymentSettings(
  db: Db,
  projectId: ProjectId,
): Promise<StoredPaymentSettings | null> {
  const row = await db
    .selectFrom("paymentSettings")
    .select(["baseUrl", "userName", "updatedAt", "version"])
    .where("projectId", "=", projectId)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Why calls to the address are not allowed, by the rules for webhooks. Resolves its host, so call
 * it outside of transactions.
 */
export async function paymentAddressProblems(
  deps: Pick<PaymentsDeps, "outbound">,
  projectId: ProjectId,
  settings: Pick<PaymentSettings, "baseUrl">,
): Promise<FieldProblem[]> {
  const problem = await deps.outbound.checkAddress(settings.baseUrl, { purpose: "payment", projectId });
  return problem === null ? [] : [{ field: "baseUrl", problem: problem.detail }];
}

/**
 * The outcome of a change. `stale`: the settings have another version than the change was made for.
 */
export type PaymentSettingsChange =
  | { kind: "changed" }
  | { kind: "stale"; version: number }
  /** There are no settings yet, and the change has no password. */
  | { kind: "no-password" };

/**
 * Replaces the settings if `isMeant` accepts their version (0: there are none yet); an absent
 * password keeps the stored one.
 */
export async function changePaymentSettings(
  deps: Pick<PaymentsDeps, "clock" | "keyring">,
  tx: Tx,
  projectId: ProjectId,
  settings: PaymentSettings,
  isMeant: (version: number) => boolean = () => true,
): Promise<PaymentSettingsChange> {
  // The project's row is locked because there may be no settings yet.
  await tx.selectFrom("projects").select("id").where("id", "=", projectId).forNoKeyUpdate().execute();
  const version = (await readPaymentSettings(tx, projectId))?.version ?? 0;
  if (!isMeant(version)) return { kind: "stale", version };
  const { userName, password } = settings;
  const changes = {
    baseUrl: settings.baseUrl.replace(/\/+$/, ""),
    userName,
    updatedAt: new Date(deps.clock()),
    version: version + 1,
  };
  if (password === undefined) {
    if (version === 0) return { kind: "no-password" };
    await tx.updateTable("paymentSettings").set(changes).where("projectId", "=", projectId).execute();
    return { kind: "changed" };
  }
  const key = await deps.keyring.scopeKey(tx, projectId);
  const row = { ...changes, passwordSealed: key.seal(password, passwordContext(projectId)) };
  await tx
    .insertInto("paymentSettings")
    .values({ projectId, ...row })
    .onConflict((conflict) => conflict.column("projectId").doUpdateSet(row))
    .execute();
  return { kind: "changed" };
}

/** Removes the settings. False if there are none. */
export async function removePaymentSettings(tx: Tx, projectId: ProjectId): Promise<boolean> {
  const removed = await tx
    .deleteFrom("paymentSettings")
    .where("projectId", "=", projectId)
    .executeTakeFirst();
  return removed.numDeletedRows > 0n;
}

/** The acquirer's address and credentials; null if the project has no settings. */
export async function acquirerOf(
  deps: Pick<PaymentsDeps, "db" | "keyring">,
  projectId: ProjectId,
): Promise<{ baseUrl: string; userName: string; password: string } | null> {
  const row = await deps.db
    .selectFrom("paymentSettings")
    .select(["baseUrl", "userName", "passwordSealed"])
    .where("projectId", "=", projectId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const key = await deps.keyring.scopeKey(deps.db, projectId);
  const password = key.unseal(row.passwordSealed, passwordContext(projectId)).toString("utf8");
  return { baseUrl: row.baseUrl, userName: row.userName, password };
}

const passwordContext = (projectId: ProjectId): string => `payments:${projectId}:password`;
