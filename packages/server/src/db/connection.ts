import type { Client } from "pg";
import { withoutValues } from "./database-error.ts";
import { createClient } from "./driver/client.ts";
import { Script } from "./driver/script.ts";
import type { Session } from "./driver/session.ts";
import { type Result, Statement } from "./driver/statement.ts";

/** One session of one Postgres backend. Once closed it stays closed: it never reconnects by itself. */
export interface Connection {
  /** Runs one statement, prepared under its text. Statements run one after another. Throws `DatabaseError`. */
  query<Row = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Promise<Result<Row>>;
  /** Runs a text of many statements, without parameters. */
  script(text: string): Promise<void>;
  readonly closed: boolean;
  /** By `performance.now`, as all durations here: a wall clock may be adjusted in between. */
  readonly openedAt: number;
  /**
   * How long the server may take for a statement, in milliseconds; `Infinity`, the default, means no limit.
   * Enforced only by `dropIfOverdue`, which must be called from time to time.
   */
  timeoutMs: number;
  /**
   * Drops the connection if its statement takes too long, and returns whether it did. The statement fails as if the
   * connection was lost: whether the server executed it is unknown. (`statement_timeout` would report a commit that
   * waits for a standby as done.)
   *
   * @param now by `performance.now`.
   */
  dropIfOverdue(now: number): boolean;
  /** Closes the connection immediately, even during a statement. */
  drop(): void;
  /** Waits for the statement in flight, at most five seconds. */
  close(): Promise<void>;
}

export interface ConnectOptions {
  url: string;
  name?: string;
  /** The connection was lost; not called if it was closed, or never established. */
  onClosed?: () => void;
  onNotify?: (channel: string, payload: string) => void;
  /** Called with the error of each statement that fails. */
  onFailure?: (error: unknown) => void;
  /** How long opening it may take, in milliseconds; 10 s by default. */
  connectTimeoutMs?: number;
}

const connectTimeoutMs = 10_000;
const closeTimeoutMs = 5000;
const keepAliveMs = 60_000;
const idleInTransactionMs = 60_000;
const noParameters: readonly unknown[] = [];

/**
 * Opens a connection. Statements are prepared on first use and kept with it, so a text should not vary with the
 * number of values: pass an array. The server infers a parameter's type from its position or its cast.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  let established = false;
  const { client, session } = createClient(
    {
      connectionString: asLibpqReadsIt(options.url),
      application_name: options.name ?? "countersign",
      connectionTimeoutMillis: options.connectTimeoutMs ?? connectTimeoutMs,
      idle_in_transaction_session_timeout: idleInTransactionMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: keepAliveMs,
    },
    { search_path: "countersign", TimeZone: "UTC" },
    () => {
      if (established) options.onClosed?.();
    },
  );
  session.onFailure = options.onFailure;
  client.on("error", () => session.lose());
  client.on("end", () => session.lose());
  const { onNotify } = options;
  // In its own turn of the event loop: an error that it throws must not look like one of the connection.
  if (onNotify)
    client.on("notification", ({ channel, payload }) =>
      queueMicrotask(() => onNotify(channel, payload ?? "")),
    );
  try {
    await client.connect();
    established = true;
  } catch (error) {
    session.lose();
    throw withoutValues(error);
  }
  return connectionOver(client, session);
}

function connectionOver(client: Client, session: Session): Connection {
  return {
    query: (text, parameters = noParameters) =>
      new Promise((resolve, reject) => {
        session.run(new Statement(session, text, parameters, resolve, reject));
      }),
    script: (text) =>
      new Promise((resolve, reject) => {
        session.run(new Script(session, text, resolve, reject));
      }),
    get closed() {
      return session.closed;
    },
    openedAt: performance.now(),
    get timeoutMs() {
      return session.timeoutMs;
    },
    set timeoutMs(ms) {
      session.timeoutMs = ms;
    },
    dropIfOverdue(now) {
      if (session.closed || !session.isOverdue(now)) return false;
      session.lose();
      return true;
    },
    drop: () => session.lose(),
    async close() {
      session.closed = true;
      const timer = setTimeout(() => client.connection.stream.destroy(), closeTimeoutMs);
      await session.rest();
      await client.end();
      clearTimeout(timer);
    },
  };
}

/** With `sslmode=require` the driver would verify the server's certificate against the public CAs. */
function asLibpqReadsIt(url: string): string {
  return /[?&]sslmode=(require|prefer)/.test(url) ? `${url}&uselibpqcompat=true` : url;
}
