import { ConfigError, loadConfig } from "./config.ts";
import { createLog } from "./log.ts";
import { joinSupervisor, perProcess } from "./processes/index.ts";
import { MasterKeyError } from "./sealing/index.ts";
import { startServer } from "./server.ts";

/**
 * Serves as one of several processes, until the supervisor lets it end. If the supervisor dies, so
 * does this process, at once: `node:cluster` exits on the end of the channel.
 *
 * @param number its place among the processes, for the log.
 */
async function main(number: number): Promise<void> {
  const log = createLog({ process: number });
  // A Ctrl-C reaches all processes of the terminal: the supervisor ends this one when it is time.
  process.on("SIGINT", () => undefined);
  process.on("SIGHUP", () => undefined);
  process.on("uncaughtException", (err) => {
    log.fatal({ err }, "unexpected error");
    process.exit(1);
  });
  const { send } = process;
  if (send === undefined) throw new Error("this is started by the supervisor: run main.ts");
  const supervised = await joinSupervisor({
    on: process.on.bind(process),
    send: (message, done) => void send.call(process, message, done),
  });
  const terminated = new Promise<"stop">((resolve) => process.on("SIGTERM", () => resolve("stop")));
  const end = Promise.race([supervised.end, terminated]);
  // While it starts there is nothing to finish.
  let starting = true;
  void end.then(() => starting && process.exit(0));
  try {
    const config = loadConfig();
    const { count, among } = supervised;
    const server = await startServer(
      {
        ...config,
        connectionsPerAddress: perProcess(config.connectionsPerAddress, count),
        failuresPerAddress: perProcess(config.failuresPerAddress, count),
      },
      { log, print: (text) => void process.stderr.write(`${text}\n`), among },
    );
    starting = false;
    supervised.reportMetrics(() => server.metrics.getMetricsAsJSON());
    supervised.ready(server.claim);
    if ((await end) === "retire") await server.retire();
    await server.close();
    await supervised.lastMetrics();
    process.exit(0);
  } catch (error) {
    if (error instanceof ConfigError || error instanceof MasterKeyError)
      process.stderr.write(`${error.message}\n`);
    else log.fatal({ err: error }, "a process could not start");
    process.exit(1);
  }
}

await main(Number(process.argv[2]));
