import type { Clock } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { Position } from "./position.ts";
import { readStream, type StreamPage, streamHead, type Wanted } from "./read.ts";

/** What a reader gets: rows, or where it stands by now, or that it has missed something. */
export type StreamStep =
  | { kind: "rows"; rows: StreamPage["rows"]; next: Position }
  | { kind: "waiting"; isFirst: boolean; next: Position }
  /** `after` can't be resumed: the reader reads the lists again, and the stream goes on from `next`. */
  | { kind: "gap"; reason: "too_old" | "unknown"; next: Position };

/** How long what was given out can be resumed; the log is kept for longer. */
const resumableSeconds = 24 * 60 * 60;
/** Rows that a reader holds at once: the next are read when it has taken them. */
const pageSize = 200;

/**
 * Goes through the stream from a position, or from now on. Holds one page; the next step is made
 * when it is asked for.
 *
 * @param wait resolves when it is time to look again, once the end was reached.
 * @param wanted what is shown; asked before each read, null ends the stream.
 */
export async function* followStream(
  deps: { db: Db; clock: Clock },
  after: Position | null,
  wanted: () => Promise<Wanted | null>,
  wait: () => Promise<void>,
): AsyncGenerator<StreamStep> {
  const { db, clock } = deps;
  const { head, beyond } = await streamHead(db, clock());
  let position = after ?? head;
  const reason = after && whyNotResumable(after, head.era, beyond, clock());
  if (reason) {
    position = head;
    yield { kind: "gap", reason, next: head };
  } else yield { kind: "waiting", isFirst: true, next: position };
  for (;;) {
    const shown = await wanted();
    if (shown === null) return;
    const page = await readStream(db, position, shown, { limit: pageSize, now: clock() });
    position = page.next;
    if (page.rows.length > 0) yield { kind: "rows", rows: page.rows, next: position };
    if (!page.isEnd) continue;
    yield { kind: "waiting", isFirst: false, next: position };
    await wait();
  }
}

/**
 * Positions of another era are another store's: this one was restored or moved since. So are numbers that no transaction
 * has yet, if it was restored by other means.
 */
function whyNotResumable(
  after: Position,
  era: string,
  beyond: bigint,
  now: number,
): "too_old" | "unknown" | null {
  if (after.era !== era || after.xid >= beyond) return "unknown";
  return now / 1000 - after.givenAt > resumableSeconds ? "too_old" : null;
}
