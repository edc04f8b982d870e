interface TrafficTable {
  scope: string;
  topic: "deliveries" | "sessions" | "reviews" | "interceptions";
  grain: number;
  at: Date;
  counts: number[];
  durations: number[];
}

interface QueueSamplesTable {
  scope: string;
  grain: number;
  at: Date;
  depth: number;
  oldestSeconds: number;
}

/** Sums for charts: see `stats/`. */
export interface TrafficSchema {
  traffic: TrafficTable;
  queueSamples: QueueSamplesTable;
}
