import { call, type ResponseOf } from "../api/call.ts";
import type { Connection } from "../api/connection.ts";

/** A delivery as its webhook got it. */
export interface Message {
  deliveryId: string;
  eventId: string;
  webhookId: string;
  type: string;
  subject: string | null;
  sequence: number | null;
  /** As they were sent, signature included; without the webhook's own credentials, which are masked. */
  headers: Record<string, string>;
  body: string;
}

/** Why there is nothing to forward. */
export type Withheld = { kind: "withheld"; deliveryId: string; type: string; reason: string };

export type ListedDelivery = ResponseOf<"listDeliveries">["data"][number];

/** What HTTP clients set themselves. */
const ownHeaders = /^(host|connection|content-length|transfer-encoding|expect|keep-alive|upgrade)$/i;
/** What the log shows for a credential. */
const masked = "***";

/** Reads what was sent in a delivery's latest attempt. Looking at it leaves an audit record. */
export async function readMessage(
  connection: Connection,
  { id, eventId, webhookId, type, subject, sequence }: ListedDelivery,
): Promise<Message | Withheld> {
  const path = { id };
  const withheld = (reason: string): Withheld => ({ kind: "withheld", deliveryId: id, type, reason });
  const [{ attempts }, content] = await Promise.all([
    call(connection, "getDelivery", { path }),
    call(connection, "getDeliveryContent", { path }),
  ]);
  const latest = attempts.at(-1);
  if (latest === undefined) return withheld("it was never sent");
  if (content.body === null) return withheld(reasonText(content.withheld));
  const headers = Object.entries(latest.requestHeaders).filter(
    ([name, value]) => value !== masked && !ownHeaders.test(name),
  );
  return {
    deliveryId: id,
    eventId,
    webhookId,
    type,
    subject,
    sequence,
    headers: Object.fromEntries(headers),
    body: content.body,
  };
}

function reasonText(withheld: string | null): string {
  if (withheld === "personal") return "it holds personal data, which an API key may not read";
  return `its body can't be read any more${withheld === null ? "" : ` (${withheld})`}`;
}
