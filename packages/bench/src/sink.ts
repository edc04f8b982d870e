import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import { setAside } from "./set-aside.ts";

/**
 * What the sink has received since its last reset. Times are milliseconds since the epoch, with
 * fractions.
 */
export interface SinkReport {
  /** Requests, including duplicates. */
  requests: number;
  /** Distinct `webhook-id`s, per path. */
  unique: Record<string, number>;
  firstAt: number;
  lastAt: number;
  /** From the body's `sentAt` to the request's end at the sink, per path; sorted. */
  latencies: Record<string, number[]>;
}

/** The receiver of requests: a separate process, the same for all senders. */
export interface Sink {
  /** Returns 200 immediately on every path, except `/hang`, which never responds. */
  readonly url: string;
  reset(): Promise<void>;
  report(): Promise<SinkReport>;
  /**
   * Resolves once this many distinct ids have arrived since the reset, or rejects after `withinMs`.
   */
  received(count: number, withinMs: number): Promise<SinkReport>;
  close(): Promise<void>;
}

type Question = { ask: "reset" } | { ask: "report" } | { ask: "received"; count: number };

/**
 * Starts the sink and waits until it listens.
 *
 * @param aside whether it has a lower priority: see `setAside`.
 */
export async function startSink({ aside = false } = {}): Promise<Sink> {
  const child = fork(path.join(import.meta.dirname, "sink-process.ts"), { serialization: "advanced" });
  if (aside) setAside(child);
  const url = await answer<string>(child);
  const ask = async <T>(question: Question): Promise<T> => {
    const reply = answer<T>(child);
    child.send(question);
    return reply;
  };
  return {
    url,
    reset: () => ask({ ask: "reset" }),
    report: () => ask({ ask: "report" }),
    async received(count, withinMs) {
      const timeout = Promise.withResolvers<never>();
      const timer = setTimeout(() => timeout.reject(new Error(`the sink got fewer than ${count}`)), withinMs);
      try {
        return await Promise.race([ask<SinkReport>({ ask: "received", count }), timeout.promise]);
      } finally {
        clearTimeout(timer);
      }
    },
    async close() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await gone;
    },
  };
}

function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const exited = () => reject(new Error("the sink has exited"));
    child.once("exit", exited);
    child.once("message", (message) => {
      child.off("exit", exited);
      resolve(message as T);
    });
  });
}
