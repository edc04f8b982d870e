import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** The user and group that Postgres runs as. */
export interface Account {
  uid: number;
  gid: number;
  name: string;
  /** It may traverse directories that it has no permission for: see `launch`. */
  entersAll: boolean;
}

const candidates = ["postgres", "_postgres", "nobody"];

/**
 * The account that Postgres runs as; null for our own. Postgres refuses to run as root: then it runs as the owner of the
 * existing cluster, otherwise as `postgres` or `nobody`.
 */
export function chooseAccount(clusterDir: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(clusterDir, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0)
    return { uid: owner.uid, gid: owner.gid, name: `uid ${owner.uid}`, entersAll: false };
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const candidate of candidates) {
    const user = users.find(([name]) => name === candidate);
    // On macOS, the uid of `nobody` is printed as -2.
    if (user) {
      return { name: candidate, uid: Number(user[2]) >>> 0, gid: Number(user[3]) >>> 0, entersAll: false };
    }
  }
  throw new Error(
    "Postgres refuses to run as root, and there is neither a user postgres nor nobody to run it as. " +
      "Start Countersign as an ordinary user, or set DATABASE_URL",
  );
}

/** The first ancestor directory of the path that the account may not enter; null if it may enter all. */
export function closedDirectory(account: Account, path: string): string | null {
  const above = dirname(path);
  if (above !== path) {
    const closed = closedDirectory(account, above);
    if (closed !== null) return closed;
  }
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return null;
  const enter = found.uid === account.uid ? 0o100 : found.gid === account.gid ? 0o010 : 0o001;
  return (found.mode & enter) === 0 ? path : null;
}
