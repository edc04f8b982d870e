import { backoff, pause } from "../pause.ts";
import type { Entry } from "./backlog.ts";
import type { ListenDeps } from "./deps.ts";
import { type Forwarded, forward } from "./forward.ts";
import type { ListedDelivery, Message } from "./message.ts";
import { readMessage } from "./message.ts";
import { persistently } from "./persistently.ts";

/** Called with each message that was forwarded. */
export type OnForwarded = (message: Message, result: Forwarded) => void;

/**
 * Forwards the deliveries of an event that are wanted and were not forwarded before. `waits`: not all
 * of them could be, because one was not sent yet, or the command is to end.
 */
export async function handleEntry(
  deps: ListenDeps,
  lookUp: (eventId: string) => Promise<ListedDelivery[]>,
  entry: Entry,
  onForwarded: OnForwarded,
): Promise<"done" | "waits"> {
  const { connection, journal, options, tell } = deps;
  const { signal } = connection;
  const deliveries = await persistently(signal, () => lookUp(entry.eventId));
  if (deliveries === null) return "waits";
  for (const delivery of deliveries) {
    const { id: deliveryId, webhookId, type, status } = delivery;
    if (options.webhookIds?.includes(webhookId) === false || journal.has(deliveryId)) continue;
    const skip = (reason: string) => {
      tell({ kind: "withheld", deliveryId, type, reason });
      journal.settled(deliveryId);
    };
    if (options.isWithheld(type)) {
      skip("personal data of a live project is never read");
      continue;
    }
    if (delivery.attemptCount === 0) {
      if (status === "pending" || status === "retrying") return "waits";
      skip(`it was never sent (${delivery.reason ?? status})`);
      continue;
    }
    const message = await persistently(signal, () => readMessage(connection, delivery));
    if (message === null) return "waits";
    if ("kind" in message) {
      skip(message.reason);
      continue;
    }
    const result = await untilReached(deps, message);
    if (result === null) return "waits";
    journal.settled(deliveryId);
    onForwarded(message, result);
  }
  return "done";
}

/** Forwards a message, and waits for a receiver that is being restarted. Null when the command is to end. */
async function untilReached(
  { connection, options, tell, now }: ListenDeps,
  message: Message,
): Promise<Forwarded | null> {
  const { fetch, signal } = connection;
  const waits = backoff(100, 2000);
  let isTold = false;
  while (!signal.aborted) {
    try {
      return await forward({ fetch, now }, options.forwardTo, message, options.secret);
    } catch (error) {
      const { cause } = error as { cause?: { code?: string } };
      if (!isTold)
        tell({ kind: "waiting", forwardTo: options.forwardTo, problem: cause?.code ?? String(error) });
      isTold = true;
      await pause(waits.next(), signal);
    }
  }
  return null;
}
