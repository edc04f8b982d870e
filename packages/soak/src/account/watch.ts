import type { Topology } from "../topology/topology.ts";
import type { MemorySample } from "./memory.ts";
import type { TableSample } from "./tables.ts";

/** Looks at memory and tables while a run goes on. */
export interface Watch {
  memory: MemorySample[];
  tables: TableSample[];
  /** One more look at the tables. */
  lookAtTables(): Promise<void>;
  stop(): void;
}

const memoryEveryMs = 2000;
const tablesEveryMs = 20_000;

/** @param events how many have been accepted so far. */
export function startWatch(topology: Topology, beganAt: number, events: () => number): Watch {
  const memory: MemorySample[] = [];
  const tables: TableSample[] = [];
  const lookAtTables = async () => {
    const rows = await topology.store.query<{ name: string; bytes: string }>(sizes);
    const bytes = Object.fromEntries(rows.map((row) => [row.name, Number(row.bytes)]));
    tables.push({ atMs: Date.now() - beganAt, events: events(), bytes });
  };
  const memoryTimer = setInterval(() => {
    for (const { name, memory: of } of topology.slots) {
      const now = of();
      if (now !== null) memory.push({ name, ...now, atMs: Date.now() - beganAt });
    }
  }, memoryEveryMs);
  // While the store is broken there is nothing to see.
  const tablesTimer = setInterval(() => void lookAtTables().catch(() => undefined), tablesEveryMs);
  return {
    memory,
    tables,
    lookAtTables,
    stop() {
      clearInterval(memoryTimer);
      clearInterval(tablesTimer);
    },
  };
}

/** Partitions count as their table. */
const sizes = `select coalesce(p.relname, c.relname) as name, sum(pg_total_relation_size(c.oid)) as bytes
  from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_inherits i on i.inhrelid = c.oid
    left join pg_class p on p.oid = i.inhparent
  where c.relkind = 'r' and n.nspname = 'countersign'
  group by 1`;
