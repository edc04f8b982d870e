import type { Connection } from "../db/index.ts";

export interface Column {
  name: string;
  /** As Postgres writes it in a cast. */
  type: string;
  /** Transaction numbers of one Postgres mean nothing in another. */
  isTransaction: boolean;
  /** Values are computed, not stored by writers. */
  isGenerated: boolean;
  nullable: boolean;
  /** May be large. */
  isWide: boolean;
}

/** A table with rows of its own: a partition, or a table without any. */
export interface Leaf {
  name: string;
  /** The partitioned table; null for none. */
  parent: string | null;
  /** The day of a partition of the log, `YYYY-MM-DD`; null for all others. */
  day: string | null;
  columns: Column[];
  /** The primary key's columns. */
  key: Column[];
}

/** What the new store has of its own. */
const ownTables = ["schema_migrations", "store_state"];

/** The tables of a store, with their partitions. Throws for one without a primary key: it can't be copied in parts. */
export async function listLeaves(connection: Connection): Promise<Leaf[]> {
  const { rows } = await connection.query<{
    name: string;
    parent: string | null;
    columns: Column[];
    key: string[];
  }>(
    `select c.relname as name, p.relname as parent,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
          'isTransaction', a.atttypid = 'xid8'::regtype, 'isGenerated', a.attgenerated <> '',
          'nullable', not a.attnotnull, 'isWide', t.typlen = -1) order by a.attnum)
        from pg_attribute a join pg_type t on t.oid = a.atttypid
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select coalesce(json_agg(a.attname order by k.nth), '[]') from pg_index i
        cross join lateral unnest(i.indkey) with ordinality k (attnum, nth)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c
    left join pg_inherits i on i.inhrelid = c.oid
    left join pg_class p on p.oid = i.inhparent
    where c.relnamespace = 'countersign'::regnamespace and c.relkind = 'r' and c.relname <> all($1::text[])
    order by c.relname`,
    [ownTables],
  );
  return rows.map(({ name, parent, columns, key }) => {
    const keyColumns = key.flatMap((each) => columns.filter((column) => column.name === each));
    if (keyColumns.length === 0) throw new Error(`the table ${name} has no primary key`);
    const [, year, month, day] = /_(\d{4})_(\d{2})_(\d{2})$/.exec(name) ?? [];
    return {
      name,
      parent,
      day: year && month && day ? `${year}-${month}-${day}` : null,
      columns,
      key: keyColumns,
    };
  });
}

/** The tables that writers name: those that are partitioned, and those that are not. */
export function rootsOf(leaves: readonly Leaf[]): { name: string; key: Column[] }[] {
  return [...new Map(leaves.map((leaf) => [leaf.parent ?? leaf.name, leaf.key]))].map(([name, key]) => ({
    name,
    key,
  }));
}

/** The columns whose values are copied as they are. */
export function copiedColumns(leaf: Leaf): Column[] {
  return leaf.columns.filter((column) => !column.isGenerated && !column.isTransaction);
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const tableOf = (leaf: { name: string }): string => `countersign.${quoted(leaf.name)}`;
