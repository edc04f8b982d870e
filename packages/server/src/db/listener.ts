import { type Connection, connect } from "./connection.ts";

export interface Listener {
  listen(channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>>;
  /** Calls this process's listeners of the channel, as a notification does. */
  call(channel: string, payload: string): void;
  close(): Promise<void>;
}

const firstPauseMs = 50;
const maxPauseMs = 2000;
const usualHeartbeatMs = 5000;

/**
 * Notifications over a dedicated connection. If it is lost, it is reopened and every listener is
 * called once with "": notifications in between are lost. A silent peer (its machine is cut off)
 * looks like one without notifications: it is pinged every `heartbeatMs`, and dropped if it hasn't
 * responded by the next ping.
 */
export function createListener(url: () => string, heartbeatMs = usualHeartbeatMs): Listener {
  const channels = new Map<string, Set<(payload: string) => void>>();
  let closed = false;
  let current: Promise<Connection> | undefined;
  let listening: Connection | undefined;
  const heartbeat = setInterval(() => {
    if (!listening || listening.closed || listening.dropIfOverdue(performance.now())) return;
    // Fails if the connection is lost: `onClosed` handles that.
    listening.query("select 1").catch(() => {});
  }, heartbeatMs);
  heartbeat.unref();

  return {
    async listen(channel, onNotify) {
      const known = channels.get(channel);
      const listeners = known ?? new Set();
      listeners.add(onNotify);
      channels.set(channel, listeners);
      try {
        current ??= open();
        const connection = await current;
        if (!known) await connection.query(`listen ${quoted(channel)}`);
      } catch (error) {
        current = undefined;
        listeners.delete(onNotify);
        throw error;
      }
      return async () => {
        listeners.delete(onNotify);
        if (listeners.size > 0 || channels.get(channel) !== listeners) return;
        channels.delete(channel);
        // One that is being reopened, for as long as the database is away, won't listen to it.
        const connection = listening;
        if (connection === undefined || connection.closed) return;
        await connection.query(`unlisten ${quoted(channel)}`).catch((error: unknown) => {
          if (!connection.closed) throw error;
        });
      };
    },
    call,
    async close() {
      closed = true;
      clearInterval(heartbeat);
      await (await current?.catch(() => undefined))?.close();
    },
  };

  async function open(): Promise<Connection> {
    listening = await connect({
      url: url(),
      name: "countersign listener",
      onNotify: call,
      onClosed: () => {
        if (!closed) current = reopen();
      },
    });
    listening.timeoutMs = heartbeatMs * 0.8;
    return listening;
  }

  async function reopen(): Promise<Connection> {
    for (let waitMs = firstPauseMs; ; waitMs = Math.min(waitMs * 2, maxPauseMs)) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      if (closed) throw new Error("the listener is closed");
      let connection: Connection | undefined;
      try {
        connection = await open();
        for (const channel of channels.keys()) await connection.query(`listen ${quoted(channel)}`);
        for (const channel of channels.keys()) call(channel, "");
        return connection;
      } catch {
        // The database is still unavailable. A connection that was lost again is reopened by its
        // `onClosed`.
        if (connection?.closed && current) return current;
        await connection?.close();
      }
    }
  }

  function call(channel: string, payload: string): void {
    for (const listener of channels.get(channel) ?? []) listener(payload);
  }
}

function quoted(channel: string): string {
  return `"${channel.replaceAll('"', '""')}"`;
}
