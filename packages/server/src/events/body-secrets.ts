import type { AnyEventType, WebhookId } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import { signingSecrets, type Webhook } from "../webhooks/index.ts";
import type { EventsDeps } from "./deps.ts";
import { signsInBody } from "./prepare.ts";

/**
 * The secrets, newest first, of webhooks whose body for this type contains a signature; usually
 * there are none.
 */
export async function bodySecrets(
  deps: Pick<EventsDeps, "clock" | "keyring" | "webhooks">,
  db: Db,
  type: AnyEventType,
  webhooks: readonly Webhook[],
): Promise<Map<WebhookId, readonly string[]>> {
  const secrets = new Map<WebhookId, readonly string[]>();
  for (const webhook of webhooks) {
    if (!signsInBody(webhook, type)) continue;
    const own = deps.webhooks?.signingSecrets(db, webhook) ?? signingSecrets(deps, db, webhook);
    secrets.set(webhook.id, await own);
  }
  return secrets;
}
