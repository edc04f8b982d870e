import { type ChangeWebhook, isGate, type WebhookMode } from "@countersign/wire";
import type { Purpose } from "../outbound/index.ts";
import { modeOf } from "./merge-settings.ts";
import type { Webhook } from "./webhook.ts";

/** The purpose of a webhook's calls, for outbound. */
export function callPurpose(mode: WebhookMode): Purpose {
  return isGate(mode) ? "hook" : "webhook";
}

/**
 * The address that must be checked before a change (or a new webhook) is saved, and for which
 * calls; null if none changes. A change of the purpose counts, since other networks may be exempt.
 */
export function addressToCheck(
  current: Pick<Webhook, "url" | "mode" | "eventTypes"> | null,
  change: ChangeWebhook,
): { url: string; purpose: Purpose } | null {
  const before = current?.mode ?? "notify";
  const purpose = callPurpose(modeOf(change, change.events ?? current?.eventTypes ?? []) ?? before);
  const url = change.url ?? (purpose === callPurpose(before) ? "" : (current?.url ?? ""));
  // A built-in gate has no address.
  return url === "" ? null : { url, purpose };
}
