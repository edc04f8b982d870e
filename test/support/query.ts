import pg from "pg";

/** Runs one statement over a new connection. */
export async function query<Row extends pg.QueryResultRow>(
  server: pg.ClientConfig,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client(server);
  // The server may be killed at any moment; pending queries are rejected.
  client.on("error", () => {});
  try {
    await client.connect();
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
