import { ConfigError, loadConfig } from "./config.ts";
import { createLog } from "./log.ts";
import { type RunningServer, startServer } from "./server.ts";

/** Runs the service until it is told to stop; a second signal stops it at once. */
async function main(): Promise<void> {
  const log = createLog();
  let server: RunningServer | undefined;
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    // While it starts there is nothing to finish, and the store is built to survive an end at any instant.
    if (stopping || server === undefined) process.exit(1);
    stopping = true;
    log.info({ signal }, "stopping");
    void server.close().then(() => log.info("stopped"));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  try {
    server = await startServer(loadConfig(), { log });
    log.info({ listening: server.url }, "ready");
  } catch (error) {
    if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
    else log.fatal({ err: error }, "the service can't start");
    process.exitCode = 1;
  }
}

await main();
