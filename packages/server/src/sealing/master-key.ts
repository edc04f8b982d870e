import { sql } from "kysely";
import { type Db, inTransaction, type Tx } from "../db/index.ts";
import { UnsealError } from "./box.ts";
import { systemScope } from "./keyring.ts";
import type { Keyring } from "./keyring-contract.ts";

/** The scope of the local registry's keys. */
export const registryScope = "registry";

/** The store's keys are not wrapped by the configured master keys; the message is for the operator. */
export class MasterKeyError extends Error {
  override readonly name = "MasterKeyError";
}

/** How many scopes' keys are wrapped by which master key. */
export interface Wrapped {
  current: number;
  previous: number;
  /** By a key that is not configured. */
  other: number;
}

/**
 * Checks that every scope's key is wrapped by a configured master key, and opens the keyring. At the first start, creates
 * the scopes of the registry and of the service itself; `onFirst` then runs in the same transaction, with the keyring
 * open.
 *
 * @throws MasterKeyError
 */
export async function verifyMasterKey(
  db: Db,
  keyring: Keyring,
  onFirst?: (tx: Tx) => Promise<void>,
): Promise<Wrapped> {
  await labelUnlabelled(db, keyring);
  const wrapped = await countWrapped(db, keyring);
  if (wrapped.other > 0) throw new MasterKeyError(mismatch(keyring, wrapped));
  await inTransaction(db, async (tx) => {
    await keyring.createScope(tx, registryScope);
    const isFirst = await keyring.createScope(tx, systemScope);
    if (!isFirst) return;
    await keyring.openSystem(tx);
    await onFirst?.(tx);
  });
  await keyring.openSystem(db);
  return countWrapped(db, keyring);
}

/** Counts by the labels in the rows; nothing is opened. */
export async function countWrapped(db: Db, { wrapping }: Pick<Keyring, "wrapping">): Promise<Wrapped> {
  const rows = await db
    .selectFrom("keyScopes")
    .select(({ fn }) => ["wrappedBy", fn.countAll<string>().as("count")])
    .groupBy("wrappedBy")
    .execute();
  const count = (holds: (label: string) => boolean) =>
    rows.reduce((sum, row) => sum + (holds(row.wrappedBy ?? "") ? Number(row.count) : 0), 0);
  return {
    current: count((label) => label === wrapping.current),
    previous: count((label) => label !== wrapping.current && wrapping.labels.includes(label)),
    other: count((label) => !wrapping.labels.includes(label)),
  };
}

/** Rows of earlier versions don't name the key that wraps them: it is the one that opens them. */
async function labelUnlabelled(db: Db, { wrapping }: Keyring): Promise<void> {
  const rows = await db
    .selectFrom("keyScopes")
    .select(["id", "wrappedKey"])
    .where("wrappedBy", "is", null)
    .execute();
  const labels = rows.flatMap(({ id, wrappedKey }) => {
    try {
      const { secret, wrappedBy } = wrapping.unwrap(id, wrappedKey);
      secret.fill(0);
      return [{ id, wrappedBy }];
    } catch (error) {
      if (!(error instanceof UnsealError)) throw error;
      return [];
    }
  });
  if (labels.length === 0) return;
  await sql`
    update key_scopes k set wrapped_by = l.label
    from unnest(
      ${labels.map(({ id }) => id)}::text[], ${labels.map(({ wrappedBy }) => wrappedBy)}::text[]
    ) as l (id, label)
    where k.id = l.id and k.wrapped_by is null
  `.execute(db);
}

function mismatch({ wrapping }: Keyring, { current, previous, other }: Wrapped): string {
  const all = current + previous + other;
  if (wrapping.labels.length > 1) {
    return (
      `${other} of ${all} keys in this database are wrapped neither by COUNTERSIGN_MASTER_KEY nor by ` +
      "COUNTERSIGN_PREVIOUS_MASTER_KEY. Set the two to the new and the old key of the rotation that is under way"
    );
  }
  if (current > 0) {
    return (
      `a rotation of the master key is not finished: ${other} of ${all} keys in this database are wrapped by another ` +
      "one than COUNTERSIGN_MASTER_KEY. Set COUNTERSIGN_MASTER_KEY to the new key and COUNTERSIGN_PREVIOUS_MASTER_KEY " +
      "to the old one, and run `npm run rotate-master-key`"
    );
  }
  return (
    "the master key doesn't fit this database: its keys are wrapped by another one than COUNTERSIGN_MASTER_KEY. " +
    "Set it, or the key file in DATA_DIR, to the key of this database: after a rotation the new one; before or during " +
    "one, the new one together with the old one in COUNTERSIGN_PREVIOUS_MASTER_KEY"
  );
}
