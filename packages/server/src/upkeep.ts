import type { Logger } from "pino";
import type { Store } from "./db/index.ts";
import { forgetOldKeys } from "./http/index.ts";

const everyMs = 60 * 60 * 1000;

/**
 * What a store needs from time to time: the coming days' partitions, and old idempotency keys gone. Once now, then
 * each hour, until the function that it gives back is called.
 */
export function startUpkeep(deps: {
  db: Store["db"];
  store: Store;
  clock: () => number;
  log: Logger;
}): () => Promise<void> {
  let current = Promise.resolve();
  const run = () => {
    current = work().catch((err: unknown) =>
      deps.log.error({ err }, "upkeep failed, it will be tried again"),
    );
  };
  const work = async () => {
    await deps.store.maintain(deps.clock());
    await forgetOldKeys(deps);
  };
  run();
  const timer = setInterval(run, everyMs);
  return async () => {
    clearInterval(timer);
    await current;
  };
}
