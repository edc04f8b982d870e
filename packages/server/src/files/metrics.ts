import { Counter, Gauge, Histogram, type Registry } from "prom-client";

export type Operation = "put" | "get" | "remove";
export type ObserveCall = (operation: Operation, outcome: "ok" | "failed", ms: number) => void;

/** What is reported about files. */
export interface FilesMetrics {
  onCall: ObserveCall;
  onLost: () => void;
  onMoved: (bytes: number) => void;
  /** How many files are to be moved, and how many objects to be removed. */
  setPending: (pending: { waiting: number; removing: number }) => void;
}

/** Reports on the bucket. Without one there are no such metrics. */
export function watchFiles(metrics: Registry): FilesMetrics {
  const registers = [metrics];
  const up = new Gauge({
    name: "countersign_bucket_up",
    help: "1 if the last call to the bucket succeeded, 0 if it failed",
    aggregator: "min",
    registers,
  });
  const calls = new Histogram({
    name: "countersign_bucket_call_seconds",
    help: "How long calls to the bucket took, with repeated tries",
    labelNames: ["operation", "outcome"],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
    registers,
  });
  const lost = new Counter({
    name: "countersign_files_lost_total",
    help: "Reads of files that were missing in the bucket, or altered",
    registers,
  });
  const moved = new Counter({
    name: "countersign_files_moved_bytes_total",
    help: "Bytes of files moved between the database and the bucket",
    registers,
  });
  const pending = new Gauge({
    name: "countersign_files_pending",
    help: "Files that are to be moved, and objects that are to be removed, at most 10000 each",
    labelNames: ["to"],
    aggregator: "max",
    registers,
  });
  return {
    onCall(operation, outcome, ms) {
      up.set(outcome === "ok" ? 1 : 0);
      calls.observe({ operation, outcome }, ms / 1000);
    },
    onLost: () => lost.inc(),
    onMoved: (bytes) => moved.inc(bytes),
    setPending({ waiting, removing }) {
      pending.set({ to: "move" }, waiting);
      pending.set({ to: "remove" }, removing);
    },
  };
}
