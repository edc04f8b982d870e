import { type Service, startService } from "@countersign/server/spawn";

/** The service of `npm run dev`, which always runs the current sources. */
export interface WatchedService {
  /** Restarts it soon; several calls in a row cause one restart. */
  restart(): void;
  stop(): Promise<void>;
}

const gatherChangesMs = 100;

/**
 * Starts the service, and restarts it whenever `restart` is called. If it can't start, the error is
 * printed, and the next change starts it again.
 *
 * @param onReady called after each start.
 */
export function watchedService(
  settings: Record<string, string>,
  logFile: string,
  onReady: (url: string) => Promise<void>,
): WatchedService {
  let service: Service | null = null;
  let timer: NodeJS.Timeout | undefined;
  let turn = Promise.resolve();

  async function start(): Promise<void> {
    const since = Date.now();
    await service?.stop();
    service = null;
    try {
      service = await startService(settings, logFile);
      service.process.stdout?.on("data", printWarnings);
      service.process.stderr?.pipe(process.stderr, { end: false });
      process.stdout.write(`service ready after ${Date.now() - since} ms: ${service.url}\n`);
      await onReady(service.url);
    } catch (error) {
      process.stdout.write(`${error instanceof Error ? error.message : error}\nwaiting for a change\n`);
    }
  }

  turn = turn.then(start);
  return {
    restart() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        turn = turn.then(start);
      }, gatherChangesMs);
    },
    async stop() {
      clearTimeout(timer);
      await turn;
      await service?.stop();
    },
  };
}

const warning = 40;

/** Warnings and errors, one a line; the log file has everything. */
function printWarnings(chunk: Buffer): void {
  for (const line of chunk.toString().split("\n")) {
    const entry = parsed(line);
    if (entry !== null && entry.level >= warning)
      process.stdout.write(`${entry.msg}${entry.err?.stack ? `\n${entry.err.stack}` : ""}\n`);
  }
}

function parsed(line: string): { level: number; msg: string; err?: { stack?: string } } | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
