import { type Connection, connect } from "./connection.ts";

/**
 * What `npm run move` notes in a store, in a schema of its own: in the one that is moved `source`, in the one that is
 * filled `target`, until it is complete.
 */
export const moveSchema = "countersign_move";

/**
 * Throws, for the operator, if this store was moved to another one, or is being filled by a move that is not finished.
 * Reads it even while the store accepts no writes: one that was moved never does again.
 */
export async function refuseMoved(url: string): Promise<void> {
  const connection = await connect({ url, evenReadOnly: true });
  try {
    const { rows } = await connection.query<{ source: boolean; target: boolean }>(
      `select to_regclass('${moveSchema}.source') is not null as source,
        to_regclass('${moveSchema}.target') is not null as target`,
    );
    if (rows[0]?.target) {
      throw new Error(
        "this database is being filled by `npm run move`, which is not finished: run it again until it has printed Done",
      );
    }
    if (rows[0]?.source) await refuseSource(connection);
  } finally {
    await connection.close();
  }
}

async function refuseSource(connection: Connection): Promise<void> {
  const { rows } = await connection.query<{ to: string | null; at: Date | null }>(
    `select moved_to as to, moved_at as at from ${moveSchema}.source`,
  );
  const [found] = rows;
  if (!found?.to) return;
  throw new Error(
    `this store was moved to ${found.to} at ${found.at?.toISOString()}, and what is in it is out of date: set ` +
      "DATABASE_URL to the new one",
  );
}
