/**
 * The features of a webhook sender that the benchmark uses, the same for Countersign and others.
 */
export interface Sender {
  readonly name: string;
  /** Creates one subscription per address; from then on every event goes to each of them. */
  subscribe(addresses: readonly string[]): Promise<void>;
  /** Sends one event to the sender; resolves once it is accepted. */
  send(payload: Record<string, unknown>): Promise<void>;
  /** Sends up to 1,000 events in one call, if the sender has such a call. */
  sendBatch?(payloads: ReadonlyArray<Record<string, unknown>>): Promise<void>;
  /** Removes the subscriptions if possible, and closes the connections. */
  close(): Promise<void>;
}

/** The address and token of a sender's HTTP API. */
export interface Remote {
  url: string;
  token: string;
}
