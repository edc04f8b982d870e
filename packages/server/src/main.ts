import { availableParallelism } from "node:os";
import { setFlagsFromString } from "node:v8";
import type { Logger } from "pino";
import { ConfigError, loadConfig } from "./config.ts";
import { createLog, standardOutput } from "./log.ts";
import { planProcesses } from "./processes/index.ts";
import { MasterKeyError } from "./sealing/index.ts";

/**
 * One Ctrl-C under `npm start` arrives twice, from the terminal and from npm: one that follows so
 * closely doesn't count as a second.
 */
const sameSignalMs = 1000;
/**
 * A stop that takes longer is broken off: requests (15 s) and deliveries (20 s) under way are over
 * by then, and whatever still waits then waits for a store that is unavailable. Leases expire, so
 * nothing is lost.
 */
const stopWithinMs = 60_000;

/** The running service, of one process or several. */
interface Running {
  url: string;
  close(): Promise<void>;
}

/** Runs the service until a signal stops it; a second signal stops it immediately. */
async function main(): Promise<void> {
  const output = standardOutput();
  const log = createLog({ to: output });
  let server: Running | undefined;
  let stoppingSince: number | undefined;
  const stop = (signal: NodeJS.Signals) => {
    const now = Date.now();
    if (stoppingSince !== undefined && now - stoppingSince < sameSignalMs) return;
    // While it starts there is nothing to finish, and the store survives an exit at any instant.
    if (stoppingSince !== undefined || server === undefined) process.exit(1);
    stoppingSince = now;
    log.info({ signal }, "stopping");
    setTimeout(() => {
      log.fatal("the service did not stop in time");
      process.exit(1);
    }, stopWithinMs).unref();
    void server.close().then(() => log.info("stopped"));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  // After an uncaught error the state is unknown: another process takes over.
  process.on("uncaughtException", (err) => {
    log.fatal({ err }, "unexpected error");
    process.exit(1);
  });
  try {
    server = await start(log, (lines) => void output.write(lines));
    log.info({ listening: server.url }, "ready");
  } catch (error) {
    if (error instanceof ConfigError || error instanceof MasterKeyError)
      process.stderr.write(`${error.message}\n`);
    else log.fatal({ err: error }, "the service could not start");
    process.exitCode = 1;
  }
}

/** Starts what the environment asks for. Only what runs here is loaded: a supervisor stays small. */
async function start(log: Logger, writeLines: (lines: string) => void): Promise<Running> {
  const config = loadConfig();
  const plan = planProcesses(config.processes, availableParallelism());
  if (plan.count === 1) {
    const { startServer } = await import("./server.ts");
    return startServer(config, { log, print: (text) => void process.stderr.write(`${text}\n`) });
  }
  const { startSupervisor } = await import("./supervisor.ts");
  const giveUp = () => {
    log.fatal("no process serves, and none can be started");
    process.exit(1);
  };
  const supervisor = await startSupervisor(config, plan, { log, writeLines, giveUp });
  // The end of a terminal sends it, too.
  if (!process.stdout.isTTY) process.on("SIGHUP", () => void supervisor.replaceAll());
  return supervisor;
}

/**
 * How much the old generation may grow before it is collected. Left alone, V8 lets some 60 MB in use become 200 on a
 * large machine: recording batches held 486 MB in all, and 356 with this, at the same cost.
 */
setFlagsFromString("--heap-growing-percent=60");

await main();
