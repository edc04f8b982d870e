/** What a handler works with while its message is taken in. */
export interface InboxEntry<Tx> {
  /** where the handler's own writes belong: committed with the inbox's row, or not at all */
  tx: Tx;
  /**
   * Moves a stream on to this sequence, in the same transaction. False if it is there already or
   * beyond: what has this sequence is then an older state.
   */
  advance(stream: string, sequence: number): Promise<boolean>;
}

/** Whether an effect ran now, or had been committed before. */
export type Taken<Result> = { duplicate: false; result: Result } | { duplicate: true };

/**
 * Remembers which messages had their effect. Messages come at least once: twice after a crash or a
 * lost response, and again when somebody resends them. `conformance.ts` is the suite that every
 * inbox passes.
 */
export interface Inbox<Tx> {
  /**
   * Runs the effect unless it was committed for this id before. What the effect does with `tx`,
   * what it advances and the memory of the id are committed together once it resolves; if it
   * rejects, none of that remains, and `once` rejects with the same error. Of several calls with
   * the same id at the same time, in whatever processes, one runs the effect and the others wait
   * for its end.
   */
  once<Result>(id: string, effect: (entry: InboxEntry<Tx>) => Promise<Result>): Promise<Taken<Result>>;
}

/** What the inboxes that store rows have in common. */
export interface InboxOptions {
  /**
   * whose inbox it is, if several receivers with different handlers share a database: each has its
   * own memory; default `default`
   */
  name?: string;
}
