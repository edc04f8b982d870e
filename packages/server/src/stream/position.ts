/**
 * A place in the stream: after this row. `xid` is the transaction that wrote it, in decimal; within
 * a transaction rows are in the order of `rank` (the kind) and `key`.
 */
export interface Position {
  /** Of the store, whose transaction numbers these are: see `store_state`. */
  era: string;
  xid: bigint;
  rank: number;
  key: string;
  /**
   * When it was issued, by the store's clock, in seconds: shows whether it is too old to resume.
   */
  givenAt: number;
}

const form = /^(?:([0-9a-f]{8})-)?(\d{1,20})\.(\d)\.(\d{1,12})\.([\x21-\x7e]{0,120})$/;

/** As the id of an event: printable ASCII without spaces. */
export function positionText({ era, xid, rank, key, givenAt }: Position): string {
  const before = era === "" ? "" : `${era}-`;
  return Buffer.from(`${before}${xid}.${rank}.${givenAt}.${key}`, "latin1").toString("base64url");
}

/** Reads such an id; null for what the stream can't have given out. */
export function positionIn(text: string): Position | null {
  const [, era = "", xid, rank, givenAt, key] =
    form.exec(Buffer.from(text, "base64url").toString("latin1")) ?? [];
  if (xid === undefined || rank === undefined || givenAt === undefined || key === undefined) return null;
  return { era, xid: BigInt(xid), rank: Number(rank), key, givenAt: Number(givenAt) };
}

/** The place after all that transactions up to this one wrote. */
export function endOf(era: string, xid: bigint, givenAt: number): Position {
  return { era, xid, rank: 9, key: "", givenAt };
}
