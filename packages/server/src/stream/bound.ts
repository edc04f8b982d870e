import { sql } from "kysely";

/**
 * The lowest number of a transaction that is still running in this statement's snapshot `s`: what lower ones wrote is
 * visible to the statement, or was rolled back. Transactions of other databases of the same Postgres don't count,
 * however long they take: they write nothing here, and a number that is seen to belong to another database has belonged
 * to it since before the snapshot. A number of which this is not seen counts.
 */
export const streamBound = sql`coalesce((
  select x from pg_snapshot_xip(s) x
  where not exists (
    select from pg_stat_activity a where a.backend_xid = x::xid and a.datname <> current_database()
  ) and not exists (
    select from pg_prepared_xacts p where p.transaction = x::xid and p.database <> current_database()
  )
  order by x limit 1
), pg_snapshot_xmax(s))`;
