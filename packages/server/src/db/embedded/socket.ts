import { createHash } from "node:crypto";
import { chownSync, lstatSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Account } from "./account.ts";

// A socket's path may have 107 bytes on Linux and 103 on macOS.
const longestPath = 90;

/**
 * The directory of Postgres's socket: the cluster's, or a short one that only its account may enter if the path would be
 * too long. Always the same one for a cluster, unless another user occupies it.
 */
export function chooseSocketDir(clusterDir: string, account: Account | null): string {
  const path = join(clusterDir, ".s.PGSQL.5432");
  // A comma separates hosts in a connection's address.
  if (Buffer.byteLength(path) <= longestPath && !path.includes(",")) return clusterDir;
  const uid = account?.uid ?? process.getuid?.() ?? 0;
  const digest = createHash("sha256").update(clusterDir).digest("hex").slice(0, 16);
  const short = join(tmpdir(), `countersign-${digest}`);
  try {
    mkdirSync(short, { mode: 0o700 });
    if (account) chownSync(short, account.uid, account.gid);
  } catch {
    const found = lstatSync(short, { throwIfNoEntry: false });
    if (!found?.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
      const other = mkdtempSync(`${short}-`);
      if (account) chownSync(other, account.uid, account.gid);
      return other;
    }
  }
  return short;
}
