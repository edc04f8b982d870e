import type { Accepted } from "../ledger/ledger.ts";

/** A delivery as the store has it at the end. */
export interface DeliveryRow {
  eventId: string;
  webhookId: string;
  status: string;
  reason: string | null;
  /** Whether the key of its event was destroyed by an erasure. */
  erased: boolean;
}

export interface Subscription {
  webhookId: string;
  projectId: string;
  /** Of its receiver. */
  path: string;
  /** Event types, or families of them such as `kyc.*`. */
  events: readonly string[];
  /** Its receiver never accepts. */
  fails: boolean;
}

export interface DeliveryFacts {
  accepted: ReadonlyMap<string, Accepted>;
  /** Ids of all events in the store. */
  events: ReadonlySet<string>;
  rows: readonly DeliveryRow[];
  subscriptions: readonly Subscription[];
  /** Of each path: the events that arrived there, and whether their receiver accepted them. */
  arrived: ReadonlyMap<string, ReadonlyMap<string, { requests: number; accepted: boolean }>>;
}

export interface DeliveryAccount {
  acceptedEvents: number;
  delivered: number;
  /** How many ended otherwise, by status and reason: each of them explained. */
  explained: Record<string, number>;
  /** Requests beyond the first of an event and receiver. */
  duplicates: number;
  findings: string[];
}

/** Every accepted event is in the store and has a delivery for each subscription; each delivery ended as its receiver knows. */
export function accountDeliveries(facts: DeliveryFacts): DeliveryAccount {
  const findings: string[] = [];
  const explained: Record<string, number> = {};
  const byWebhook = new Map(facts.subscriptions.map((one) => [one.webhookId, one]));
  const made = new Set(facts.rows.map(({ eventId, webhookId }) => `${eventId} ${webhookId}`));
  let delivered = 0;

  for (const [id, { projectId, type }] of facts.accepted) {
    if (!facts.events.has(id)) findings.push(`lost: ${id} (${type}) was accepted and is not in the store`);
    else
      for (const { webhookId, path } of subscribed(facts.subscriptions, projectId, type))
        if (!made.has(`${id} ${webhookId}`))
          findings.push(`lost: ${id} (${type}) has no delivery for ${path}`);
  }
  for (const row of facts.rows) {
    const { eventId, status, reason } = row;
    const subscription = byWebhook.get(row.webhookId);
    const path = subscription?.path ?? "an unknown webhook";
    const arrival = facts.arrived.get(path)?.get(eventId);
    if (status === "delivered") {
      if (arrival?.accepted === true) delivered++;
      else findings.push(`lost: ${eventId} counts as delivered to ${path}, which did not accept it`);
    } else if (isExplained(row, subscription)) {
      const name = reason === null ? status : `${status} (${reason})`;
      explained[name] = (explained[name] ?? 0) + 1;
    } else findings.push(`unexplained: ${eventId} for ${path} is ${status}, reason ${reason}`);
  }
  let duplicates = 0;
  for (const [path, events] of facts.arrived)
    for (const [id, { requests }] of events) {
      duplicates += requests - 1;
      if (!facts.events.has(id)) findings.push(`phantom: ${id} arrived at ${path} and is not in the store`);
    }
  return { acceptedEvents: facts.accepted.size, delivered, explained, duplicates, findings };
}

function isExplained({ status, reason, erased }: DeliveryRow, to: Subscription | undefined): boolean {
  // A breaker that is open makes dead letters of them slowly.
  if (["exhausted", "retrying", "pending"].includes(status)) return to?.fails === true;
  return status === "cancelled" && reason === "erased" && erased;
}

function subscribed(all: readonly Subscription[], projectId: string, type: string): Subscription[] {
  return all.filter(
    (one) =>
      one.projectId === projectId &&
      one.events.some(
        (pattern) =>
          pattern === "*" ||
          pattern === type ||
          (pattern.endsWith(".*") && type.startsWith(pattern.slice(0, -1))),
      ),
  );
}
