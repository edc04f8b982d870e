import type { Logger } from "pino";
import type { Store } from "./db/index.ts";
import { keepRetention } from "./delivery/index.ts";
import { forgetOldKeys } from "./http/index.ts";
import type { Keyring } from "./sealing/index.ts";

const everyMs = 60 * 60 * 1000;

/**
 * What a store needs from time to time: the coming days' partitions, what was kept long enough gone, and old
 * idempotency keys. Once now, then each hour, until the function that it gives back is called.
 */
export function startUpkeep(deps: {
  db: Store["db"];
  store: Store;
  clock: () => number;
  keyring: Keyring;
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
    await keepRetention(deps);
  };
  run();
  const timer = setInterval(run, everyMs);
  return async () => {
    clearInterval(timer);
    await current;
  };
}
