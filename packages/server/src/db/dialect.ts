import {
  CamelCasePlugin,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from "kysely";
import type { Connection } from "./connection.ts";
import type { Pool, Terms } from "./pool.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./transaction.ts";

/**
 * Kysely over our pool. Not `kysely-postgres-js`: it takes connections by `reserve()`, which hands a connection
 * that broke in use back to the pool as open; the next statement on it brings the process down.
 *
 * @param terms how long its callers wait; the pool's terms by default.
 */
export function createDb(pool: Pool, terms?: Terms): Db {
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PoolDriver(pool, terms),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
  return new Kysely<Schema>({ dialect, plugins: [new SnakeCaseStatements()] });
}

/** Camel case becomes snake case in statements; results come in camel case from the driver, once per statement. */
class SnakeCaseStatements extends CamelCasePlugin {
  override async transformResult(args: Parameters<CamelCasePlugin["transformResult"]>[0]) {
    return args.result;
  }
}

class PoolConnection implements DatabaseConnection {
  readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, command, count } = await this.connection.query<Row>(query.sql, query.parameters);
    return changing.has(command) ? { rows, numAffectedRows: BigInt(count ?? 0) } : { rows };
  }

  // biome-ignore lint/correctness/useYield: Kysely asks for the method; nothing here streams
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error("streaming isn't supported: read in pages");
  }
}

const changing = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

class PoolDriver implements Driver {
  readonly #pool: Pool;
  readonly #terms: Terms | undefined;

  constructor(pool: Pool, terms: Terms | undefined) {
    this.#pool = pool;
    this.#terms = terms;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PoolConnection> {
    return new PoolConnection(await this.#pool.acquire(this.#terms));
  }

  async releaseConnection(connection: PoolConnection): Promise<void> {
    this.#pool.release(connection.connection);
  }

  async beginTransaction({ connection }: PoolConnection, settings: TransactionSettings): Promise<void> {
    const isolation = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : "";
    const access = settings.accessMode ? ` ${settings.accessMode}` : "";
    await connection.query(`begin${isolation}${access}`);
  }

  async commitTransaction({ connection }: PoolConnection): Promise<void> {
    const { command } = await connection.query("commit");
    // Postgres responds to the commit of a failed transaction with a rollback, not with an error.
    if (command !== "COMMIT")
      throw new Error("the transaction was rolled back: one of its statements had failed");
  }

  async rollbackTransaction({ connection }: PoolConnection): Promise<void> {
    if (!connection.closed) await connection.query("rollback");
  }

  async destroy(): Promise<void> {
    await this.#pool.end();
  }
}
