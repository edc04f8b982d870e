import cluster, { type Worker } from "node:cluster";
import type { FromProcess, ToProcess } from "./messages.ts";
import type { ServingProcess } from "./supervise.ts";
import { wholeLines } from "./whole-lines.ts";

/** A serving process with its channel. */
export interface ServingFork extends ServingProcess {
  /** Unique among all that were ever started. */
  id: number;
  pid: number | undefined;
  /** Of its deliveries' leases; null until it serves. */
  claim(): string | null;
  send(message: ToProcess): void;
}

/** What a process says to the supervisor, except what is kept here. */
export type FromServing = Exclude<FromProcess, { kind: "ready" }>;

/** One that has not ended by then is killed. Requests and deliveries under way take 35 s at most. */
const retireWithinMs = 60_000;

/**
 * Starts a serving process. The supervisor accepts the connections of its port and hands them to the
 * processes in turn: with a shared handle or `SO_REUSEPORT` the kernel decides, which leaves
 * kept-alive connections unevenly distributed, and resets those that wait at a process that ends.
 *
 * @param options.entry the file to run.
 * @param options.writeLines takes its log, in whole lines.
 */
export function forkServing(options: {
  entry: string;
  number: number;
  writeLines: (lines: string) => void;
  onMessage: (from: ServingFork, message: FromServing) => void;
}): ServingFork {
  cluster.schedulingPolicy = cluster.SCHED_RR;
  cluster.setupPrimary({
    exec: options.entry,
    args: [String(options.number)],
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const worker = cluster.fork();
  const { stdout } = worker.process;
  stdout?.setEncoding("utf8").on("data", wholeLines(options.writeLines));
  let claim: string | null = null;
  const serves = Promise.withResolvers<boolean>();
  // Not `exit`: what it has written or said last may be read after that.
  const ended = new Promise<void>((resolve) => worker.process.once("close", () => resolve()));
  void ended.then(() => serves.resolve(false));
  const send = (message: ToProcess) => sendTo(worker, message);
  const fork: ServingFork = {
    id: worker.id,
    pid: worker.process.pid,
    claim: () => claim,
    ready: serves.promise,
    ended,
    send,
    retire() {
      send({ kind: "retire" });
      const late = setTimeout(() => worker.process.kill("SIGKILL"), retireWithinMs);
      void ended.then(() => clearTimeout(late));
    },
    stop: () => send({ kind: "stop" }),
  };
  worker.on("message", (message: FromProcess) => {
    if (message.kind === "ready") {
      claim = message.claim;
      serves.resolve(true);
    } else options.onMessage(fork, message);
  });
  // The exit says what there is to know.
  worker.on("error", () => undefined);
  return fork;
}

function sendTo(worker: Worker, message: ToProcess): void {
  if (worker.isConnected()) worker.send(message, () => undefined);
}
