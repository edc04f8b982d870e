/** A record of a batch with the keyed hash that it is kept under. */
export interface Indexed<T> {
  index: Buffer;
  value: T;
}

/**
 * The last record under each index, ordered by index: one statement can't replace a row twice, and two imports
 * that lock the same rows in the same order don't deadlock.
 */
export function latestByIndex<T>(records: Indexed<T>[]): Indexed<T>[] {
  const latest = new Map(records.map((record) => [record.index.toString("hex"), record]));
  return [...latest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record);
}
