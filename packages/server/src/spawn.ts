import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import path from "node:path";

const ownEntry = path.join(import.meta.dirname, "main.ts");
/** Far above the few seconds of a start: with a load of 19 on two cores it took half a minute. */
const startWithinMs = 180_000;

/** A running Countersign process. */
export interface Service {
  readonly url: string;
  readonly process: ChildProcess;
  /** Sends the signal (SIGTERM drains) and waits until the process has exited. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Starts the service as a process of its own and waits until it can serve. Its output goes to `logFile`.
 *
 * @param settings the service's environment variables, in addition to PATH.
 * @param entry the `main.ts` of another version; by default this one's.
 * @throws Error with the end of its output, if it stops or isn't ready within three minutes.
 */
export async function startService(
  settings: Record<string, string>,
  logFile: string,
  entry: string = ownEntry,
): Promise<Service> {
  // biome-ignore lint/style/noProcessEnv: the child finds programs by the caller's PATH
  const { PATH = "", NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, [entry], {
    // With its modules compiled already a start takes a third less processor time: 3.2 s instead of 4.6.
    env: { PATH, HOST: "127.0.0.1", ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = createWriteStream(logFile, { flags: "a" });
  let tail = "";
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const ready = new Promise<string>((resolve, reject) => {
    const give = (reason: string) => reject(new Error(`The service ${reason}:\n${tail}`));
    const timer = setTimeout(() => give("was not ready within three minutes"), startWithinMs);
    let listening = false;
    const read = (chunk: Buffer) => {
      log.write(chunk);
      // A benchmark's caller reads along for as long as it measures.
      if (listening) return;
      const text = tail + chunk.toString();
      tail = text.slice(-4000);
      // In all of it: a worker with a backlog says much in one piece.
      const address = /"listening":"(http[^"]+)"/.exec(text)?.[1];
      if (address === undefined) return;
      listening = true;
      clearTimeout(timer);
      resolve(address);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("close", (code) => {
      clearTimeout(timer);
      log.end();
      give(`stopped with ${code}`);
    });
  });
  try {
    return {
      url: await ready,
      process: child,
      async stop(signal = "SIGTERM") {
        child.kill(signal);
        await gone;
      },
    };
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}
