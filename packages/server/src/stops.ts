import type { Logger } from "pino";

/** Registers how a part is stopped. */
export type AddStop = (part: string, stop: () => Promise<void>) => void;

/** What is to be stopped, last started first; but HTTP before all, so that nothing new comes in meanwhile. */
export function createStops(log: Logger): { add: AddStop; run: () => Promise<void> } {
  const parts: { part: string; stop: () => Promise<void> }[] = [];
  let running: Promise<void> | undefined;
  const runAll = async () => {
    const [first, ...later] = parts;
    for (const { part, stop } of first === undefined ? [] : [first, ...later.reverse()]) {
      await stop().catch((err: unknown) => log.error({ err, part }, "a component did not stop cleanly"));
    }
  };
  return {
    add: (part, stop) => void parts.push({ part, stop }),
    run: () => {
      running ??= runAll();
      return running;
    },
  };
}
