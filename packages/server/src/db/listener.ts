import { type Connection, connect } from "./connection.ts";

export interface Listener {
  listen(channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const firstPauseMs = 50;
const longestPauseMs = 2000;

/**
 * Notifications over one connection of its own. When it is lost, it is opened again and every listener is called
 * once with "": what was notified in between is gone.
 */
export function createListener(url: () => string): Listener {
  const channels = new Map<string, Set<(payload: string) => void>>();
  let closed = false;
  let current: Promise<Connection> | undefined;

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
        const now = await current;
        if (now && !now.closed) await now.query(`unlisten ${quoted(channel)}`);
      };
    },
    async close() {
      closed = true;
      await (await current?.catch(() => undefined))?.close();
    },
  };

  function open(): Promise<Connection> {
    return connect({
      url: url(),
      name: "countersign listener",
      onNotify: call,
      onClosed: () => {
        if (!closed) current = reopen();
      },
    });
  }

  async function reopen(): Promise<Connection> {
    for (let waitMs = firstPauseMs; ; waitMs = Math.min(waitMs * 2, longestPauseMs)) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      if (closed) throw new Error("the listener is closed");
      try {
        const connection = await open();
        for (const channel of channels.keys()) await connection.query(`listen ${quoted(channel)}`);
        for (const channel of channels.keys()) call(channel, "");
        return connection;
      } catch {
        // The database is still away.
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
