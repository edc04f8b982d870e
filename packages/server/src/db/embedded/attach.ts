import { join } from "node:path";
import { type Account, chooseAccount } from "./account.ts";
import { clusterPassword, superuser } from "./cluster.ts";
import { findPostmaster, stopPostmaster } from "./postmaster.ts";

const stopTimeoutMs = 60_000;

/**
 * The address of a database of the embedded Postgres that runs on this data directory, whichever process started it; null
 * if none runs. Contains the password: never log it.
 */
export function runningEmbedded(dataDir: string): ((database: string) => string) | null {
  const running = findPostmaster(clusterOf(dataDir));
  if (running === null || running.socketDir === "") return null;
  const password = clusterPassword(dataDir);
  const host = encodeURIComponent(running.socketDir);
  return (database) => `postgres://${superuser}:${password}@${host}:5432/${database}`;
}

/** The directory of the embedded Postgres's cluster. */
export function clusterOf(dataDir: string): string {
  return join(dataDir, "postgres");
}

/** Stops a Postgres that runs on this data directory, if there is one. */
export async function stopEmbedded(dataDir: string): Promise<void> {
  await stopPostmaster(clusterOf(dataDir), stopTimeoutMs);
}

/** The account that files of this cluster must belong to; null for our own. */
export function ownerFor(clusterDir: string): Pick<Account, "uid" | "gid"> | null {
  return chooseAccount(clusterDir);
}
