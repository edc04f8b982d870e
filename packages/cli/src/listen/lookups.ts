import { call } from "../api/call.ts";
import type { Connection } from "../api/connection.ts";
import { collect } from "../api/pages.ts";
import type { ListedDelivery } from "./message.ts";

const maxEvents = 50;

/** Returns the deliveries of an event, oldest first. Those who ask at the same time share a request. */
export function createDeliveryLookup(connection: Connection): (eventId: string) => Promise<ListedDelivery[]> {
  let waiting = new Map<string, ((found: Promise<ListedDelivery[]>) => void)[]>();
  let isBusy = false;

  async function serve(): Promise<void> {
    isBusy = true;
    while (waiting.size > 0) {
      const batch = new Map([...waiting].slice(0, maxEvents));
      waiting = new Map([...waiting].slice(maxEvents));
      const found = collect(Number.POSITIVE_INFINITY, (page) =>
        call(connection, "listDeliveries", { query: { eventId: [...batch.keys()], ...page } }),
      );
      for (const [eventId, resolvers] of batch) {
        const own = found.then((all) => all.filter((each) => each.eventId === eventId).reverse());
        for (const resolve of resolvers) resolve(own);
      }
      // Its failure is that of those who asked.
      await found.catch(() => undefined);
    }
    isBusy = false;
  }

  return (eventId) =>
    new Promise<ListedDelivery[]>((resolve) => {
      waiting.set(eventId, [...(waiting.get(eventId) ?? []), resolve]);
      if (!isBusy) queueMicrotask(() => void (isBusy || serve()));
    });
}
