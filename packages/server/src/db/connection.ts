import postgres from "postgres";
import { DatabaseError, withoutValues } from "./database-error.ts";
import { types } from "./types.ts";

/** One session of one Postgres backend. Once closed it stays closed: it never reconnects by itself. */
export interface Connection {
  /** Runs one statement, prepared under its text. Statements run one after another. Throws `DatabaseError`. */
  query<Row = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Promise<Result<Row>>;
  /** Runs a text of many statements, without parameters. */
  script(text: string): Promise<void>;
  readonly closed: boolean;
  readonly openedAt: number;
  close(): Promise<void>;
}

export interface Result<Row> {
  rows: Row[];
  command: string;
  count: number | null;
}

export interface ConnectOptions {
  url: string;
  name?: string;
  /** The connection was lost; not called if it was closed, or never established. */
  onClosed?: () => void;
  onNotify?: (channel: string, payload: string) => void;
}

const connectTimeoutSeconds = 10;
const idleInTransactionMs = 60_000;
// `simple: false`: without it a statement that has no parameters wouldn't be prepared. The driver's types lack it.
const prepared: postgres.UnsafeQueryOptions & { simple: false } = { prepare: true, simple: false };

/**
 * Opens a connection. Statements are prepared on first use and kept with it, so a text should not vary with the
 * number of values: pass an array. Each has a `postgres` instance of its own that is thrown away when the socket closes:
 * an instance that pools would silently run the rest of a broken transaction on a fresh connection.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  let closed = false;
  let established = false;
  const sql = postgres(options.url, {
    ...socketPath(options.url),
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: connectTimeoutSeconds,
    prepare: true,
    debug: false,
    types,
    fetch_types: false,
    transform: { column: { from: postgres.toCamel } },
    connection: {
      application_name: options.name ?? "countersign",
      search_path: "countersign",
      TimeZone: "UTC",
      idle_in_transaction_session_timeout: idleInTransactionMs,
    },
    onnotice: () => {},
    ...(options.onNotify && { onnotify: options.onNotify }),
    onclose: () => {
      if (closed) return;
      closed = true;
      void sql.end({ timeout: 0 });
      if (established) options.onClosed?.();
    },
  });

  let tail: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = tail.then(() => {
      if (closed) throw new DatabaseError("the connection to the database is closed", "CONNECTION_CLOSED");
      return work();
    });
    tail = turn.catch(() => {});
    return turn;
  };

  const connection: Connection = {
    query: (text, parameters = []) =>
      inTurn(async () => {
        try {
          const result = await sql.unsafe(text, parameters.map(asParameter), prepared);
          return { rows: Array.from(result) as never[], command: result.command, count: result.count };
        } catch (error) {
          throw withoutValues(error);
        }
      }),
    script: (text) =>
      inTurn(async () => {
        try {
          await sql.unsafe(text).simple();
        } catch (error) {
          throw withoutValues(error);
        }
      }),
    get closed() {
      return closed;
    },
    openedAt: Date.now(),
    async close() {
      closed = true;
      await sql.end({ timeout: 5 });
    },
  };

  try {
    await connection.query("select 1");
    established = true;
  } catch (error) {
    closed = true;
    void sql.end({ timeout: 0 });
    throw error;
  }
  return connection;

  /** An array's type is left to the server: the driver would take it for the type of its first element. */
  function asParameter(value: unknown): never {
    return (Array.isArray(value) ? sql.typed(value as never, 0) : value) as never;
  }
}

/** A host that is an escaped directory, as in `postgres://user:password@%2Frun%2Fpostgresql/name`, is a socket's. */
function socketPath(url: string): { path: string } | Record<string, never> {
  const [, directory, port] = /^[^/]*\/\/(?:[^/@]*@)?(%2F[^:/?]*)(?::(\d+))?/i.exec(url) ?? [];
  return directory ? { path: `${decodeURIComponent(directory)}/.s.PGSQL.${port ?? "5432"}` } : {};
}
