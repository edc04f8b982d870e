import type { Logger } from "pino";
import type { Connection } from "./connection.ts";

/**
 * Whether what was answered survives the loss of a host. By default Postgres replicates asynchronously, and so
 * does Patroni: measured, a failover then lost 1,493 of 2,672 events that were answered with 202. So a store of several
 * hosts must have each commit on at least two of them.
 */
export interface Durability {
  /** Throws an error for the operator if a failover may lose commits; closes the connection then. */
  require(connection: Connection): Promise<void>;
  /** Asks again. Returns whether the store may be used, and logs when that changes. */
  check(connection: Connection): Promise<boolean>;
  /** By the last check, whether no failover can lose commits; null where there is one host, and none to fail over to. */
  isSafe(): boolean | null;
}

/** Others (`local`, `remote_write`, `off`) report a commit that no standby has on its disk. */
const waiting = new Set(["on", "remote_apply"]);

export function createDurability(options: {
  hosts: number;
  /** The operator accepts the loss. */
  acceptLoss: boolean;
  log: Pick<Logger, "error" | "info" | "warn">;
}): Durability {
  const { hosts, acceptLoss, log } = options;
  const several = hosts > 1;
  let danger: string | null = null;

  async function ask(connection: Connection): Promise<string | null> {
    if (!several) return null;
    const { rows } = await connection.query<{ names: string; commit: string }>(
      "select current_setting('synchronous_standby_names') as names, current_setting('synchronous_commit') as commit",
    );
    const [{ names, commit } = { names: "", commit: "" }] = rows;
    if (names.trim() === "") return "synchronous_standby_names is empty";
    if (!waiting.has(commit)) return `synchronous_commit is ${commit}`;
    return null;
  }

  return {
    async require(connection) {
      danger = await ask(connection);
      if (danger === null) return;
      if (acceptLoss) {
        log.warn(
          { reason: danger },
          "a failover of the store may lose acknowledged writes, and the settings accept that",
        );
        return;
      }
      await connection.close();
      throw new Error(
        `a failover would lose events that were answered with 202: ${danger}. DATABASE_URL lists ${hosts} hosts, so each ` +
          "commit must be on two of them: in Patroni, synchronous_mode: quorum and synchronous_mode_strict: true; " +
          "otherwise synchronous_standby_names, such as 'ANY 1 (b, c)', with synchronous_commit = on",
      );
    },
    async check(connection) {
      const before = danger;
      danger = await ask(connection);
      if (danger !== null && before === null && !acceptLoss)
        log.error(
          { reason: danger },
          "a failover of the store may lose acknowledged writes: not ready until it can't",
        );
      if (danger === null && before !== null) log.info("each commit of the store is on two hosts again");
      return danger === null || acceptLoss;
    },
    isSafe: () => (several ? danger === null : null),
  };
}
