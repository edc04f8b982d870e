import { setFlagsFromString } from "node:v8";
import { ConfigError, loadConfig } from "./config.ts";
import { createLog } from "./log.ts";
import { MasterKeyError } from "./sealing/index.ts";
import { type RunningServer, startServer } from "./server.ts";

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

/** Runs the service until a signal stops it; a second signal stops it immediately. */
async function main(): Promise<void> {
  const log = createLog();
  let server: RunningServer | undefined;
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
    server = await startServer(loadConfig(), {
      log,
      print: (text) => void process.stderr.write(`${text}\n`),
    });
    log.info({ listening: server.url }, "ready");
  } catch (error) {
    if (error instanceof ConfigError || error instanceof MasterKeyError)
      process.stderr.write(`${error.message}\n`);
    else log.fatal({ err: error }, "the service could not start");
    process.exitCode = 1;
  }
}

/**
 * How much the old generation may grow before it is collected. Left alone, V8 lets some 60 MB in use become 200 on a
 * large machine: recording batches held 486 MB in all, and 356 with this, at the same cost.
 */
setFlagsFromString("--heap-growing-percent=60");

await main();
