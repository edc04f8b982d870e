/** A place in the write-ahead log, in bytes. */
export type Lsn = bigint;

/** How the write-ahead log is cut into files. */
export interface Segments {
  /** Of one file. */
  bytes: bigint;
  /** In eight hexadecimal digits. */
  timeline: string;
}

/** The name of a file of the log. */
export const segmentName = /^[0-9A-F]{24}$/;
/** The name of a file that says where a timeline begins. */
export const historyName = /^[0-9A-F]{8}\.history$/;

/** Reads Postgres's form, such as `16/B374D848`. */
export function lsnOf(text: string): Lsn {
  const [high = "", low = ""] = text.split("/");
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}

/** Writes Postgres's form. */
export function lsnText(lsn: Lsn): string {
  return `${(lsn >> 32n).toString(16)}/${(lsn & 0xffffffffn).toString(16)}`.toUpperCase();
}

/** The number of the segment with that name: it rises by one from each to the next, across timelines. */
export function numberOf(name: string, { bytes }: Pick<Segments, "bytes">): bigint {
  const perHigh = (1n << 32n) / bytes;
  return BigInt(`0x${name.slice(8, 16)}`) * perHigh + BigInt(`0x${name.slice(16, 24)}`);
}

/** The name of the segment with this number. */
export function nameOf(number: bigint, { bytes, timeline }: Segments): string {
  const perHigh = (1n << 32n) / bytes;
  const part = (value: bigint) => value.toString(16).toUpperCase().padStart(8, "0");
  return `${timeline}${part(number / perHigh)}${part(number % perHigh)}`;
}
