import { sql } from "kysely";
import { type Db, inTransaction } from "../db/index.ts";
import type { Keyring } from "./keyring-contract.ts";

type WithWrapping = Pick<Keyring, "wrapping">;

const pageSize = 500;

/**
 * Wraps the keys of at most `limit` scopes, which another master key wraps, with the current one. The keys themselves stay
 * the same, so that running processes are not affected. Resolves to how many there were; 0 if none is left. Each call is
 * one transaction, so that a rotation can stop after any of them and continue later.
 */
export async function rewrapSome(db: Db, { wrapping }: WithWrapping, limit: number): Promise<number> {
  return inTransaction(db, async (tx) => {
    const rows = await tx
      .selectFrom("keyScopes")
      .select(["id", "wrappedKey"])
      .where(({ eb, fn }) => eb(fn.coalesce("wrappedBy", sql.lit("")), "<>", wrapping.current))
      .orderBy("id")
      .limit(limit)
      // Not `for update`: subjects created at the same time refer to these rows.
      .forNoKeyUpdate()
      .execute();
    const rewrapped = rows.map(({ id, wrappedKey }) => {
      const { secret } = wrapping.unwrap(id, wrappedKey);
      const wrapped = wrapping.wrap(id, secret);
      secret.fill(0);
      return { id, key: wrapped.wrappedKey };
    });
    await sql`
      update key_scopes k set wrapped_key = r.key, wrapped_by = ${wrapping.current}
      from unnest(
        ${rewrapped.map(({ id }) => id)}::text[], ${rewrapped.map(({ key }) => key)}::bytea[]
      ) as r (id, key)
      where k.id = r.id
    `.execute(tx);
    return rows.length;
  });
}

/**
 * Unwraps every scope's key. Resolves to how many there are; throws if one is not wrapped by the current master key,
 * whatever its label says.
 */
export async function verifyRewrapped(db: Db, { wrapping }: WithWrapping): Promise<number> {
  let verified = 0;
  for (let after = ""; ; ) {
    const rows = await db
      .selectFrom("keyScopes")
      .select(["id", "wrappedKey"])
      .where("id", ">", after)
      .orderBy("id")
      .limit(pageSize)
      .execute();
    for (const { id, wrappedKey } of rows) {
      const { secret, wrappedBy } = wrapping.unwrap(id, wrappedKey);
      secret.fill(0);
      if (wrappedBy !== wrapping.current)
        throw new Error(`the key of the scope ${id} is still wrapped by the previous master key`);
    }
    verified += rows.length;
    const last = rows.at(-1);
    if (last === undefined) return verified;
    after = last.id;
  }
}
