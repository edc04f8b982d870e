import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import path from "node:path";

const keyBytes = 32;

/**
 * The master key kept in `DATA_DIR/master.key` (base64, mode 0600), made on the first
 * call. Of processes that start at once, one makes the key and all get it.
 *
 * @throws Error where the file holds no key, or the data directory holds a database but no key: a
 * new key could read no part of it.
 */
export function masterKeyOf(dataDir: string): Uint8Array {
  mkdirSync(dataDir, { recursive: true, mode: directoryMode() });
  const file = keyFile(dataDir);
  if (!existsSync(file)) makeKey(dataDir, file);
  return readKey(file);
}

/** During a rotation, the key in `DATA_DIR/master.key.previous` that `master.key` replaces; null otherwise. */
export function previousMasterKeyOf(dataDir: string): Uint8Array | null {
  const file = previousFile(dataDir);
  if (!existsSync(file)) return null;
  const previous = readKey(file);
  // Killed before the new key was there.
  return Buffer.from(previous).equals(masterKeyOf(dataDir)) ? null : previous;
}

/**
 * Replaces the key in `DATA_DIR/master.key` by a new one and keeps it in `master.key.previous`, unless that was done
 * already. Killed at any moment it leaves both files complete, and the old key in one of them.
 */
export function replaceMasterKey(dataDir: string): void {
  if (previousMasterKeyOf(dataDir) !== null) return;
  const file = keyFile(dataDir);
  if (!existsSync(previousFile(dataDir))) linkSync(file, previousFile(dataDir));
  syncDirectory(dataDir);
  renameSync(writeDraft(dataDir), file);
  syncDirectory(dataDir);
}

/** Removes the key that was replaced. */
export function removePreviousMasterKey(dataDir: string): void {
  rmSync(previousFile(dataDir), { force: true });
  syncDirectory(dataDir);
}

const keyFile = (dataDir: string): string => path.join(dataDir, "master.key");
const previousFile = (dataDir: string): string => path.join(dataDir, "master.key.previous");

function readKey(file: string): Uint8Array {
  const key = Buffer.from(readFileSync(file, "utf8").trim(), "base64");
  if (key.length !== keyBytes) {
    throw new Error(`${file} must hold ${keyBytes} bytes in base64: restore it from a backup`);
  }
  return new Uint8Array(key);
}

/**
 * Written completely to a separate file and then linked into place: a file that exists is complete,
 * and is never replaced.
 */
function makeKey(dataDir: string, file: string): void {
  const draft = writeDraft(dataDir);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
}

/** The file with a new key, which is on the disk. */
function writeDraft(dataDir: string): string {
  const draft = path.join(dataDir, `.master.key.${process.pid}.${randomBytes(6).toString("hex")}`);
  const handle = openSync(draft, "wx", 0o600);
  try {
    writeSync(handle, `${randomBytes(keyBytes).toString("base64")}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return draft;
}

/** What was linked, renamed or removed in it is on the disk then. */
function syncDirectory(directory: string): void {
  const handle = openSync(directory, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Closed to others; but started as root, the embedded Postgres runs as somebody else, who must get through. */
function directoryMode(): number {
  return process.getuid?.() === 0 ? 0o711 : 0o700;
}
