import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { CliError } from "../cli-error.ts";
import type { Cursor } from "./backlog.ts";

/**
 * What `listen` remembers: how far it has come in the stream, and what it forwarded. A line is
 * appended as soon as a delivery was forwarded, so that a process which is killed repeats nothing but
 * what was in flight at that moment.
 */
export interface Journal {
  cursor(): Cursor | null;
  has(deliveryId: string): boolean;
  settled(deliveryId: string): void;
  moveTo(cursor: Cursor): void;
  /** Closes it: another process may open it now. */
  close(): void;
}

/** Deliveries that are remembered: what can be forwarded again is after the cursor, or in the lists after a gap. */
const keptDeliveries = 20_000;
/** After this many lines the file is rewritten. */
const maxLines = 50_000;

/**
 * Opens a journal, or begins one.
 *
 * @param isNew forgets what it says.
 * @throws CliError if another process has it open.
 */
export function openJournal(file: string, { isNew = false } = {}): Journal {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const unlock = lock(`${file}.lock`);
  let { cursor, deliveries } = read(isNew ? null : file);
  let lines = 0;
  const rewrite = () => {
    const kept = [...deliveries].slice(-keptDeliveries);
    deliveries = new Set(kept);
    const text = [...kept.map(deliveryLine), ...(cursor === null ? [] : [cursorLine(cursor)])].join("");
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
    lines = 0;
  };
  const append = (line: string) => {
    appendFileSync(file, line);
    if (++lines >= maxLines) rewrite();
  };
  rewrite();
  return {
    cursor: () => cursor,
    has: (deliveryId) => deliveries.has(deliveryId),
    settled(deliveryId) {
      deliveries.add(deliveryId);
      append(deliveryLine(deliveryId));
    },
    moveTo(next) {
      if (next.position === cursor?.position) return;
      cursor = next;
      append(cursorLine(next));
    },
    close() {
      rewrite();
      unlock();
    },
  };
}

const deliveryLine = (id: string) => `d ${id}\n`;
const cursorLine = ({ position, createdAt }: Cursor) => `c ${position} ${createdAt ?? "-"}\n`;

function read(file: string | null): { cursor: Cursor | null; deliveries: Set<string> } {
  const deliveries = new Set<string>();
  let cursor: Cursor | null = null;
  let text = "";
  try {
    if (file !== null) text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  // A line that was cut by a crash has no end.
  for (const line of text.split("\n").slice(0, -1)) {
    const [kind, first = "", second = "-"] = line.split(" ");
    if (kind === "d") deliveries.add(first);
    else if (kind === "c") cursor = { position: first, createdAt: second === "-" ? null : second };
  }
  return { cursor, deliveries };
}

/**
 * Two processes would each forward everything. A lock of a process that no longer exists does not
 * count.
 */
function lock(file: string): () => void {
  for (;;) {
    try {
      const descriptor = openSync(file, "wx", 0o600);
      writeFileSync(descriptor, String(process.pid));
      closeSync(descriptor);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const owner = Number(readFileSync(file, "utf8"));
      if (isAlive(owner))
        throw new CliError(
          `Process ${owner} listens with the same filters for the same address.`,
          `End it, or remove ${file} if there is no such process.`,
        );
      rmSync(file, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid || !Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
