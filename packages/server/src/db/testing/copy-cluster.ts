import { spawnSync } from "node:child_process";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Connection } from "../connection.ts";

/** Of a running server's cluster, what no copy has. */
const own = ["postmaster.pid", "postmaster.opts", ".s.PGSQL.5432", ".s.PGSQL.5432.lock", "standby.signal"];

/**
 * Makes the cluster of `to`, which isn't running, a copy of the running one of `from`. Its first start recovers it from the
 * log, which must be kept for as long (`wal_keep_size`).
 *
 * @param admin a connection to `from`; it is closed.
 */
export async function copyCluster(
  admin: Connection,
  from: { clusterDir: string },
  to: { clusterDir: string },
): Promise<void> {
  try {
    // A commit would wait for the server that is about to be made.
    await admin.query("set synchronous_commit = local");
    await admin.query("select from pg_backup_start('copy', true)");
    for (const name of readdirSync(to.clusterDir))
      rmSync(join(to.clusterDir, name), { recursive: true, force: true });
    // Files that vanish meanwhile are in the log; anything else fails the start.
    spawnSync("cp", ["-a", `${from.clusterDir}/.`, to.clusterDir], { stdio: "ignore" });
    const { rows } = await admin.query<{ labelfile: string }>(
      "select labelfile from pg_backup_stop(wait_for_archive => false)",
    );
    for (const name of own) rmSync(join(to.clusterDir, name), { force: true });
    const label = join(to.clusterDir, "backup_label");
    writeFileSync(label, rows[0]?.labelfile ?? "", { mode: 0o600 });
    spawnSync("chown", [`--reference=${join(from.clusterDir, "PG_VERSION")}`, label]);
  } finally {
    await admin.close();
  }
}
