/** What of a webhook sender the benchmark uses: the same for ours and for others'. */
export interface Sender {
  readonly name: string;
  /** Makes one subscription per address; from then on every event goes to each of them. */
  subscribe(addresses: readonly string[]): Promise<void>;
  /** Hands over one event; resolves once the sender has accepted it. */
  send(payload: Record<string, unknown>): Promise<void>;
  /** Hands over up to 1,000 events in one call, where the sender has such a call. */
  sendBatch?(payloads: ReadonlyArray<Record<string, unknown>>): Promise<void>;
  /** Ends its subscriptions where that can be done, and its connections. */
  close(): Promise<void>;
}

/** Where a sender's HTTP API is, and how to get in. */
export interface Remote {
  url: string;
  token: string;
}
