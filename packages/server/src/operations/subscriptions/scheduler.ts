import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Db } from "../../db/index.ts";
import type { EventsDeps } from "../../events/index.ts";
import { fireDue, recorder } from "./fire-due.ts";

const pauseMs = 1000;

/**
 * Records the ends of subscriptions once a second until stopped; `stop` resolves when the round in
 * progress is done. Any number of processes may run one.
 */
export function startSubscriptions(deps: { db: Db; events: EventsDeps; log: Logger }): {
  stop(): Promise<void>;
} {
  const stopped = new AbortController();
  const recordEvent = recorder(deps.events);
  const run = async () => {
    while (!stopped.signal.aborted) {
      try {
        const { failed } = await fireDue(recordEvent, deps.db);
        for (const { id, error } of failed)
          deps.log.error({ err: error, subscriptionId: id }, "could not report a subscription's end");
      } catch (err) {
        deps.log.error({ err }, "could not report ends of subscriptions");
      }
      await delay(pauseMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };
  const done = run();
  return {
    async stop() {
      stopped.abort();
      await done;
    },
  };
}
