import type { Client } from "pg";
import {
  DatabaseError,
  isFromServer,
  isUnavailable,
  readOnly,
  replicationCancelled,
  withoutValues,
} from "./database-error.ts";
import { createClient } from "./driver/client.ts";
import { Script } from "./driver/script.ts";
import type { Session } from "./driver/session.ts";
import { type Result, Statement } from "./driver/statement.ts";
import { hostsInTurn, hostsOf, postponeHost, preferHost } from "./hosts.ts";
import { dropConnections, watchPulse } from "./pulse.ts";

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
  /** With several hosts (`postgres://a,b/db`), of which the one that accepts writes is found. */
  url: string;
  name?: string;
  /** The connection was lost; not called if it was closed, or never established. */
  onClosed?: () => void;
  onNotify?: (channel: string, payload: string) => void;
  /** Called with the error of each statement that fails. */
  onFailure?: (error: unknown) => void;
  /** A server that accepts no writes by its settings serves as well: for commands that look at it, or end that. */
  evenReadOnly?: boolean;
  /** How long opening it may take, in milliseconds; 10 s by default, and at most 2 s for one of several hosts. */
  connectTimeoutMs?: number;
}

const connectTimeoutMs = 10_000;
const hostTimeoutMs = 2000;
const closeTimeoutMs = 5000;
const keepAliveMs = 60_000;
const idleInTransactionMs = 60_000;
const noParameters: readonly unknown[] = [];

/**
 * Opens a connection to a server that accepts writes. Statements are prepared on first use and kept with it, so a text
 * should not vary with the number of values: pass an array. The server infers a parameter's type from its position or its
 * cast.
 *
 * @throws DatabaseError; of several hosts the most telling one: a wrong password rather than a host that is down.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const hosts = hostsInTurn(options.url);
  const [only] = hosts;
  if (hosts.length === 1 && only !== undefined) return connectTo(only, options);
  const connectTimeoutMs = Math.min(options.connectTimeoutMs ?? hostTimeoutMs, hostTimeoutMs);
  const failures: unknown[] = [];
  for (const host of hosts) {
    try {
      const onOverdue = () => void leaveIfReplaced(options.url, host);
      const connection = await connectTo(host, { ...options, connectTimeoutMs }, onOverdue);
      preferHost(options.url, host);
      watchPulse(host, connection, () => ping(host));
      return connection;
    } catch (error) {
      failures.push(error);
      if (!isFromServer(error)) postponeHost(options.url, host);
    }
  }
  throw failures.find((error) => !isUnavailable(error)) ?? failures.at(-1);
}

/**
 * Drops all connections to a host if another one accepts writes. A primary that was replaced while nobody could stop it
 * (Patroni hangs, its Postgres doesn't) accepts connections and writes, and no commit of its ends: no standby follows it.
 */
async function leaveIfReplaced(url: string, host: string): Promise<void> {
  for (const other of hostsOf(url).filter((each) => each !== host)) {
    try {
      await tryToConnect(other);
      preferHost(url, other);
      return dropConnections(host);
    } catch {
      // It is a standby, or away.
    }
  }
}

async function tryToConnect(host: string): Promise<void> {
  const options = { url: host, name: "countersign pulse", connectTimeoutMs: hostTimeoutMs };
  await (await connectTo(host, options)).close();
}

/** Rejects if the host doesn't respond. */
async function ping(host: string): Promise<void> {
  try {
    await tryToConnect(host);
  } catch (error) {
    if (!isFromServer(error)) throw error;
  }
}

async function connectTo(
  host: string,
  options: ConnectOptions,
  onOverdue: () => void = () => {},
): Promise<Connection> {
  let established = false;
  let writable = true;
  const { client, session } = createClient(
    {
      connectionString: asLibpqReadsIt(host),
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
  // Reported by Postgres 14 and later when a session begins.
  client.connection.on("parameterStatus", ({ parameterName, parameterValue }: ParameterStatus) => {
    if (readOnlyParameters.has(parameterName) && parameterValue === "on") writable = false;
  });
  client.on("notice", (notice) => {
    if (notice.routine === waitForStandby) session.current?.doubt(notReplicated());
  });
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
    if (!writable && !options.evenReadOnly)
      throw new DatabaseError("the server accepts no writes: it is a standby", readOnly);
    established = true;
  } catch (error) {
    session.lose();
    throw withoutValues(error);
  }
  return connectionOver(client, session, onOverdue);
}

function connectionOver(client: Client, session: Session, onOverdue: () => void): Connection {
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
      onOverdue();
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

interface ParameterStatus {
  parameterName: string;
  parameterValue: string;
}

const readOnlyParameters = new Set(["in_hot_standby", "default_transaction_read_only"]);

/**
 * The function in Postgres in which a commit waits for its standbys. If that is cancelled, the transaction is committed on
 * this machine alone, and Postgres reports success with a warning. To us it is a failure: who was told that an event is
 * kept must find it after a failover.
 */
const waitForStandby = "SyncRepWaitForLSN";

function notReplicated(): DatabaseError {
  return new DatabaseError(
    "committed on one machine only: the wait for a standby was cancelled",
    replicationCancelled,
  );
}

/** Without it the driver would verify the certificate for `sslmode=require`, and the host's name for `verify-ca`. */
function asLibpqReadsIt(url: string): string {
  return /[?&]sslmode=/.test(url) ? `${url}&uselibpqcompat=true` : url;
}
