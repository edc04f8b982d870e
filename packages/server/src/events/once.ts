import type { EventId } from "@countersign/wire";
import { sql } from "kysely";
import type { Tx } from "../db/index.ts";

/** An idempotency key of a caller's request: one row of `idempotency_keys`. */
export interface Once {
  actorId: string;
  key: string;
  requestHash: Buffer;
  createdAt: Date;
  /** A row older than this has expired, and the key is free again. */
  expiredBefore: Date;
  /** The same for a row whose request never ended. */
  abandonedBefore: Date;
  /** The stored response, once the ids are known. */
  answer: (ids: readonly EventId[]) => { status: number; responseSealed: Buffer };
}

/**
 * Claims the keys with their responses, in the transaction that does the work: key, response and
 * events become durable together. Returns which were free; the others' work must not be done. Each
 * key may occur once.
 */
export async function takeKeys(
  tx: Tx,
  wanted: readonly { once: Once; ids: readonly EventId[] }[],
): Promise<ReadonlySet<Once>> {
  const sorted = wanted.toSorted((a, b) => (nameOf(a.once) < nameOf(b.once) ? -1 : 1));
  const answers = sorted.map(({ once, ids }) => once.answer(ids));
  const taken = await sql<{ actorId: string; key: string }>`
    insert into idempotency_keys as k (actor_id, key, request_hash, status, response_sealed, created_at)
    select w.actor_id, w.key, w.request_hash, w.status, w.response_sealed, w.created_at
    from unnest(
      ${sorted.map(({ once }) => once.actorId)}::text[],
      ${sorted.map(({ once }) => once.key)}::text[],
      ${sorted.map(({ once }) => once.requestHash)}::bytea[],
      ${answers.map((answer) => answer.status)}::integer[],
      ${answers.map((answer) => answer.responseSealed)}::bytea[],
      ${sorted.map(({ once }) => once.createdAt)}::timestamptz[]
    ) as w (actor_id, key, request_hash, status, response_sealed, created_at)
    on conflict (actor_id, key) do update
      set request_hash = excluded.request_hash, status = excluded.status,
        response_sealed = excluded.response_sealed, began_at = null, created_at = excluded.created_at
      where k.created_at <= ${sorted[0]?.once.expiredBefore ?? null}::timestamptz
        or (k.status is null and k.began_at is null and k.created_at <= ${sorted[0]?.once.abandonedBefore ?? null}::timestamptz)
    returning k.actor_id, k.key
  `.execute(tx);
  const names = new Set(taken.rows.map(nameOf));
  return new Set(wanted.flatMap(({ once }) => (names.has(nameOf(once)) ? [once] : [])));
}

/** The key's unique name among all callers. */
export function nameOf({ actorId, key }: Pick<Once, "actorId" | "key">): string {
  return `${actorId} ${key}`;
}
