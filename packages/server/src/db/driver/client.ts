import type { EventEmitter } from "node:events";
import pg from "pg";
import { Frames } from "./frames.ts";
import { Session } from "./session.ts";

/** Members of the driver's connection that its types lack. Its version is pinned, and tests would notice a change. */
interface Insides {
  /** Reads the server's messages from the "data" of a stream. */
  attachListeners(stream: EventEmitter): void;
  /** Sends the session's first settings. */
  startup(settings: Record<string, string>): void;
}

/**
 * A client of `pg`, not connected yet. It does what is rare: finding the server, TLS, passwords, errors. Statements and
 * rows bypass it and go through the session.
 */
export function createClient(
  config: pg.ClientConfig,
  settings: Record<string, string>,
  onLost: () => void,
): { client: pg.Client; session: Session } {
  const client = new pg.Client(config);
  const session = new Session(client, onLost);
  const connection = client.connection as pg.Connection & Insides;
  const { attachListeners, startup } = connection;
  connection.startup = (own) => startup.call(connection, { ...own, ...settings });
  connection.attachListeners = (stream) => {
    const frames = new Frames((buffer, at) => session.current?.readRow(buffer, at));
    attachListeners.call(connection, frames);
    stream.on("data", (chunk: Buffer) => {
      try {
        frames.push(chunk);
      } catch (error) {
        connection.stream.destroy(error as Error);
      }
    });
  };
  connection.on("parameterDescription", ({ dataTypeIDs }: { dataTypeIDs: number[] }) => {
    session.current?.describeParameters(dataTypeIDs);
  });
  return { client, session };
}
