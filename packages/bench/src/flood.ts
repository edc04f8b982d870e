import { fork } from "node:child_process";
import path from "node:path";
import type { Remote } from "./adapters/sender.ts";
import { setAside } from "./set-aside.ts";

/** A closed loop of one project: the number of callers, and of events per call. */
export interface Flood {
  callers: number;
  batch: number;
  seconds: number;
}

/** The result: accepted events, and calls that got 429. */
export interface Flooded {
  accepted: number;
  refused: number;
}

export interface Flooder {
  run(flood: Flood): Promise<Flooded>;
  close(): Promise<void>;
}

/**
 * Starts a process of lower priority that floods Countersign as a separate project whose events go
 * to the address.
 */
export async function startFlooder(remote: Remote, address: string): Promise<Flooder> {
  const child = fork(path.join(import.meta.dirname, "flood-process.ts"), [remote.url, remote.token, address]);
  setAside(child);
  const next = <T>() =>
    new Promise<T>((resolve, reject) => {
      const exited = () => reject(new Error("the flood has exited"));
      child.once("exit", exited);
      child.once("message", (message) => {
        child.off("exit", exited);
        resolve(message as T);
      });
    });
  await next();
  return {
    run(flood) {
      const flooded = next<Flooded>();
      child.send(flood);
      return flooded;
    },
    async close() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await gone;
    },
  };
}
