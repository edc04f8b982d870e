import { timingSafeEqual } from "node:crypto";
import type { SessionId } from "@countersign/wire";
import type { Db, Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { newPageToken, pageTokenHash } from "./page-token.ts";

/** How long a code for another device works. */
const codeLifeMs = 5 * 60_000;

/** Whether a session is to go on, or goes on, at another device. */
export type HandoffState = "none" | "offered" | "taken";

/** A code with which another device can take the session over, once. */
export interface HandoffOffer {
  code: string;
  expiresAt: Date;
}

/**
 * Makes a code with which another device can take the session over. It replaces the previous one; a device that has
 * taken the session with that loses it.
 */
export async function offerHandoff(
  deps: Pick<VerificationDeps, "clock" | "random">,
  tx: Tx,
  sessionId: SessionId,
): Promise<HandoffOffer> {
  const code = newPageToken(deps.random);
  const expiresAt = new Date(deps.clock() + codeLifeMs);
  const offer = { codeHash: pageTokenHash(code), expiresAt, pageTokenHash: null };
  await tx
    .insertInto("sessionHandoffs")
    .values({ sessionId, ...offer })
    .onConflict((conflict) => conflict.column("sessionId").doUpdateSet(offer))
    .execute();
  return { code, expiresAt };
}

/**
 * Spends a code: resolves to a page token for the device that had it, null where the code is wrong, used or too old.
 * Compares in constant time; of devices that come at the same time, one takes the session.
 */
export async function takeHandoff(
  deps: Pick<VerificationDeps, "clock" | "random">,
  tx: Tx,
  sessionId: SessionId,
  code: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom("sessionHandoffs")
    .select(["codeHash", "expiresAt"])
    .where("sessionId", "=", sessionId)
    .forUpdate()
    .executeTakeFirst();
  if (!row?.codeHash || !timingSafeEqual(row.codeHash, pageTokenHash(code))) return null;
  if (row.expiresAt.getTime() <= deps.clock()) return null;
  const token = newPageToken(deps.random);
  await tx
    .updateTable("sessionHandoffs")
    .set({ codeHash: null, pageTokenHash: pageTokenHash(token) })
    .where("sessionId", "=", sessionId)
    .execute();
  return token;
}

/** Ends a hand-off: its code and the other device's token work no more. */
export async function endHandoff(tx: Tx, sessionId: SessionId): Promise<void> {
  await tx.deleteFrom("sessionHandoffs").where("sessionId", "=", sessionId).execute();
}

/** Whether a code is waiting for its device, or was taken. */
export async function handoffState(
  deps: Pick<VerificationDeps, "clock">,
  db: Db,
  sessionId: SessionId,
): Promise<HandoffState> {
  const row = await db
    .selectFrom("sessionHandoffs")
    .select(["codeHash", "expiresAt"])
    .where("sessionId", "=", sessionId)
    .executeTakeFirst();
  if (row === undefined) return "none";
  if (row.codeHash === null) return "taken";
  return row.expiresAt.getTime() > deps.clock() ? "offered" : "none";
}
