import { call } from "../api/call.ts";
import type { Connection } from "../api/connection.ts";
import { CliError } from "../cli-error.ts";
import type { Capture } from "./capture.ts";

/** How a captured body differs from those that the service sent under its id. */
export type Comparison =
  /** The very bytes: so the secret is wrong, or the headers are of another attempt. */
  | { kind: "same"; deliveryId: string; webhookId: string; signatureIsOfAttempt: number | null }
  | { kind: "different"; deliveryId: string; webhookId: string; at: number; sent: string; captured: string };

/**
 * Compares a captured request with the log of the service.
 *
 * @throws CliError if the log has no such event, or may not show what was sent.
 */
export async function compare(connection: Connection, { headers, body }: Capture): Promise<Comparison> {
  const id = headers["webhook-id"] ?? "";
  const { data } = await call(connection, "listDeliveries", { query: { eventId: [id] } });
  if (data.length === 0)
    throw new CliError(`The log has no delivery of ${id}.`, "Is this the right service, project and token?");
  const found: Comparison[] = [];
  for (const { id: deliveryId, webhookId } of data) {
    const content = await call(connection, "getDeliveryContent", { path: { id: deliveryId } });
    if (content.body === null) continue;
    const sent = Buffer.from(content.body);
    const at = firstDifference(sent, body);
    if (at !== null) {
      found.push({
        kind: "different",
        deliveryId,
        webhookId,
        at,
        sent: near(sent, at),
        captured: near(body, at),
      });
      continue;
    }
    const { attempts } = await call(connection, "getDelivery", { path: { id: deliveryId } });
    const own = attempts.find(
      ({ requestHeaders }) => requestHeaders["webhook-signature"] === headers["webhook-signature"],
    );
    return { kind: "same", deliveryId, webhookId, signatureIsOfAttempt: own?.number ?? null };
  }
  const [first] = found;
  if (first === undefined)
    throw new CliError(
      "The log may not show you what was sent.",
      "Use the token of an operator: personal data is withheld from API keys.",
    );
  return first;
}

export function comparisonText(comparison: Comparison): string {
  const { deliveryId, webhookId } = comparison;
  if (comparison.kind === "different")
    return `The body differs from what ${deliveryId} sent to ${webhookId}, from byte ${comparison.at} on:\n  sent      ${comparison.sent}\n  captured  ${comparison.captured}`;
  return comparison.signatureIsOfAttempt === null
    ? `The body is what ${deliveryId} sent to ${webhookId}, but the signature is not: a header was changed.`
    : `Body and signature are what ${deliveryId} sent to ${webhookId} in attempt ${comparison.signatureIsOfAttempt}: the secret is wrong. It is that of ${webhookId}; countersign webhooks rotate makes a new one.`;
}

function firstDifference(one: Buffer, other: Buffer): number | null {
  if (one.equals(other)) return null;
  const at = one.findIndex((byte, index) => byte !== other[index]);
  return at === -1 ? one.length : at;
}

/** Some text around the place. */
function near(bytes: Buffer, at: number): string {
  return JSON.stringify(bytes.subarray(Math.max(0, at - 16), at + 24).toString("utf8"));
}
