import type { FieldProblem, PaymentSettings, ProjectId } from "@countersign/wire";
import type { Db, Tx } from "../db/index.ts";
import type { PaymentsDeps } from "./deps.ts";

/** A project's acquiring settings, without the password. */
export interface StoredPaymentSettings {
  baseUrl: string;
  userName: string;
  updatedAt: Date;
}

/** The settings without the password; null if there are none. */
export async function readPaymentSettings(
  db: Db,
  projectId: ProjectId,
): Promise<StoredPaymentSettings | null> {
  const row = await db
    .selectFrom("paymentSettings")
    .select(["baseUrl", "userName", "updatedAt"])
    .where("projectId", "=", projectId)
    .executeTakeFirst();
  return row ?? null;
}

/** Why calls to the address are not allowed, by the rules for webhooks. Resolves its host: not for a transaction. */
export async function paymentAddressProblems(
  deps: Pick<PaymentsDeps, "outbound">,
  projectId: ProjectId,
  settings: Pick<PaymentSettings, "baseUrl">,
): Promise<FieldProblem[]> {
  const problem = await deps.outbound.checkAddress(settings.baseUrl, { purpose: "payment", projectId });
  return problem === null ? [] : [{ field: "baseUrl", problem: problem.detail }];
}

/** Replaces the settings; an absent password keeps the stored one. False: none is stored. */
export async function changePaymentSettings(
  deps: Pick<PaymentsDeps, "clock" | "keyring">,
  tx: Tx,
  projectId: ProjectId,
  settings: PaymentSettings,
): Promise<boolean> {
  const { userName, password } = settings;
  const changes = {
    baseUrl: settings.baseUrl.replace(/\/+$/, ""),
    userName,
    updatedAt: new Date(deps.clock()),
  };
  if (password === undefined) {
    const changed = await tx
      .updateTable("paymentSettings")
      .set(changes)
      .where("projectId", "=", projectId)
      .executeTakeFirst();
    return changed.numUpdatedRows > 0n;
  }
  const key = await deps.keyring.scopeKey(tx, projectId);
  const row = { ...changes, passwordSealed: key.seal(password, passwordContext(projectId)) };
  await tx
    .insertInto("paymentSettings")
    .values({ projectId, ...row })
    .onConflict((conflict) => conflict.column("projectId").doUpdateSet(row))
    .execute();
  return true;
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
