import { sql } from "kysely";
import { inTransaction } from "../db/index.ts";
import type { AccessDeps } from "./deps.ts";
import { keyedHash } from "./tokens.ts";

/**
 * Keys the token hashes that are plain SHA-256, as earlier versions stored them; tokens stay valid. Must run before
 * tokens are accepted. Returns how many it keyed.
 */
export function keyTokenHashes({ db, keyring }: Pick<AccessDeps, "db" | "keyring">): Promise<number> {
  return inTransaction(db, async (tx) => {
    const plain = await tx
      .selectFrom("accessTokens")
      .select("hash")
      .where("keyed", "=", false)
      .forUpdate()
      .execute();
    if (plain.length === 0) return 0;
    const hashes = plain.map(({ hash }) => hash);
    await sql`
      update access_tokens as token set hash = w.keyed_hash, keyed = true
      from unnest(${hashes}::bytea[], ${hashes.map((hash) => keyedHash(keyring, hash))}::bytea[]) as w (hash, keyed_hash)
      where token.hash = w.hash
    `.execute(tx);
    return plain.length;
  });
}
