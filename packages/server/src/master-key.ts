import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import path from "node:path";

const keyBytes = 32;

/**
 * The master key kept in `DATA_DIR/master.key` (base64, mode 0600), made on the first
 * call. Of processes that start at once, one makes the key and all get it.
 *
 * @throws Error where the file holds no key, or the data directory holds a database but no key: a new key could
 * read nothing of it.
 */
export function masterKeyOf(dataDir: string): Uint8Array {
  mkdirSync(dataDir, { recursive: true, mode: directoryMode() });
  const file = path.join(dataDir, "master.key");
  if (!existsSync(file)) makeKey(dataDir, file);
  const key = Buffer.from(readFileSync(file, "utf8").trim(), "base64");
  if (key.length !== keyBytes) {
    throw new Error(`${file} must hold ${keyBytes} bytes in base64: restore it from a backup`);
  }
  return new Uint8Array(key);
}

/** Written whole beside its place and then linked there: a file that exists is complete, and is never replaced. */
function makeKey(dataDir: string, file: string): void {
  const draft = path.join(dataDir, `.master.key.${process.pid}.${randomBytes(6).toString("hex")}`);
  const handle = openSync(draft, "wx", 0o600);
  try {
    writeSync(handle, `${randomBytes(keyBytes).toString("base64")}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
}

/** Closed to others; but started as root, the embedded Postgres runs as somebody else, who must get through. */
function directoryMode(): number {
  return process.getuid?.() === 0 ? 0o711 : 0o700;
}
