import { interceptionBody } from "@countersign/wire";
import { isUnrendered } from "../events/index.ts";
import type { About } from "../rendering/index.ts";
import type { Webhook } from "../webhooks/index.ts";
import type { DeliveryDeps } from "./deps.ts";
import type { Content } from "./work.ts";

/**
 * The content with its body, where the webhook's template could not make it when the event was recorded: made by the
 * template of now, that an operator may have mended. Null: it still can't be made. Other contents come back as they are.
 */
export async function withBody(
  deps: Pick<DeliveryDeps, "rendering">,
  content: Content,
  webhook: Webhook,
): Promise<Content | null> {
  if (!isUnrendered(content.encoding)) return content;
  const about = JSON.parse(content.body) as About;
  if (webhook.body === null) return { ...content, body: interceptionBody(webhook.dialect, about) };
  const made = await deps.rendering?.render(webhook.body, about);
  return made?.ok ? { ...content, body: made.value } : null;
}
