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
  readonly openedAt: number;
  /** Waits for the statement that is under way, at most five seconds. */
  close(): Promise<void>;
}

export interface ConnectOptions {
  url: string;
  name?: string;
  /** The connection was lost; not called if it was closed, or never established. */
  onClosed?: () => void;
  onNotify?: (channel: string, payload: string) => void;
}

const connectTimeoutMs = 10_000;
const closeTimeoutMs = 5000;
const keepAliveMs = 60_000;
const idleInTransactionMs = 60_000;
const noParameters: readonly unknown[] = [];

/**
 * Opens a connection. Statements are prepared on first use and kept with it, so a text should not vary with the
 * number of values: pass an array. A parameter has the type that the server takes it for, by its place or its cast.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  let established = false;
  const { client, session } = createClient(
    {
      connectionString: asLibpqReadsIt(options.url),
      application_name: options.name ?? "countersign",
      connectionTimeoutMillis: connectTimeoutMs,
      idle_in_transaction_session_timeout: idleInTransactionMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: keepAliveMs,
    },
    { search_path: "countersign", TimeZone: "UTC" },
    () => {
      if (established) options.onClosed?.();
    },
  );
  client.on("error", () => session.lose());
  client.on("end", () => session.lose());
  const { onNotify } = options;
  // In a turn of its own: what it throws is no fault of the connection.
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
    openedAt: Date.now(),
    async close() {
      session.closed = true;
      const timer = setTimeout(() => client.connection.stream.destroy(), closeTimeoutMs);
      await session.rest();
      await client.end();
      clearTimeout(timer);
    },
  };
}

/** With `sslmode=require` the driver would verify the server's certificate by the public authorities. */
function asLibpqReadsIt(url: string): string {
  return /[?&]sslmode=(require|prefer)/.test(url) ? `${url}&uselibpqcompat=true` : url;
}
