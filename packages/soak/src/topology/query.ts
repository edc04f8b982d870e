import pg from "pg";

export type Query = <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>;

/** Statements on the store, over a new connection each: it may have been killed since. */
export function connectionTo(url: () => string): { query: Query } {
  return {
    async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
      const client = new pg.Client({ connectionString: url(), connectionTimeoutMillis: 5000 });
      client.on("error", () => {});
      try {
        await client.connect();
        await client.query("set search_path to countersign, public");
        return (await client.query<Row>(text, values)).rows;
      } finally {
        await client.end().catch(() => undefined);
      }
    },
  };
}

/** kill -9 of the process that serves the latest statement of a service. */
export async function newestBackend(query: Query): Promise<void> {
  const [newest] = await query<{ pid: number }>(
    `select pid from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid()
      order by query_start desc nulls last limit 1`,
  );
  if (newest !== undefined) process.kill(newest.pid, "SIGKILL");
}
