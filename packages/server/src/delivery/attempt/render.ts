import { idDay, interceptionBody } from "@countersign/wire";
import { sql } from "kysely";
import type { Db } from "../../db/index.ts";
import { bodyContext, isUnrendered, readUnrendered, writeUnrendered } from "../../events/index.ts";
import type { About, Rendering } from "../../rendering/index.ts";
import type { SealingKey } from "../../sealing/index.ts";
import type { Webhook } from "../../webhooks/index.ts";
import type { Content } from "../work.ts";

/** The content to send, or the reason why nothing is sent. */
export type Rendered =
  | { kind: "content"; content: Content; made: boolean }
  /** The template can't render a body, or took too long or too much memory before. */
  | { kind: "unrendered" }
  /** The webhook's condition is not met. */
  | { kind: "condition" }
  /** It is not its turn yet: others are before it, or its webhook is suspended. No attempt was made. */
  | { kind: "later" };

/**
 * Renders the content's body if the webhook's template or condition was left to be evaluated when
 * it is sent: by the current settings, which an operator may have corrected. Other contents are
 * returned unchanged. What took too long or too much memory before is only tried again for a
 * resend.
 */
export async function renderNow(
  deps: { rendering?: Pick<Rendering, "render" | "evaluate"> },
  content: Content,
  webhook: Webhook,
  resend: boolean,
): Promise<Rendered> {
  if (!isUnrendered(content.encoding)) return { kind: "content", content, made: false };
  const unrendered = readUnrendered(content.body);
  if (unrendered.kind === "made")
    return { kind: "content", content: { ...content, body: unrendered.body }, made: false };
  if (unrendered.kind === "refused" && !resend) return { kind: "unrendered" };
  const { about } = unrendered;
  const owner = { projectId: webhook.projectId, webhookId: webhook.id };
  const made = (body: string): Rendered => ({ kind: "content", content: { ...content, body }, made: true });

  if (unrendered.kind === "undecided" && webhook.condition !== null) {
    const held = await deps.rendering?.evaluate(webhook.condition, about, owner);
    if (held?.ok === false && held.problem.kind === "busy") return { kind: "later" };
    // A condition that can't be evaluated lets the event through: a receiver can recognize a
    // superfluous delivery, not a missing one.
    if (held?.ok && !held.value) return { kind: "condition" };
  }
  if (unrendered.kind === "undecided" && unrendered.body !== null && webhook.body === null)
    return made(unrendered.body);
  return render(deps, about, webhook, made);
}

async function render(
  deps: { rendering?: Pick<Rendering, "render"> },
  about: About,
  webhook: Webhook,
  made: (body: string) => Rendered,
): Promise<Rendered> {
  if (webhook.body === null) return made(interceptionBody(webhook.dialect, about));
  const owner = { projectId: webhook.projectId, webhookId: webhook.id };
  const result = await deps.rendering?.render(webhook.body, about, owner);
  if (result?.ok) return made(result.value);
  return { kind: result?.problem.kind === "busy" ? "later" : "unrendered" };
}

/** Persists a body that was rendered for an attempt, so that every further one sends the same. */
export async function keepBody(db: Db, key: SealingKey, { eventId, encoding, body }: Content): Promise<void> {
  const sealed = key.seal(writeUnrendered({ kind: "made", body }), bodyContext(eventId, encoding));
  await sql`
    update messages set body_sealed = ${sealed}
    where day = ${idDay(eventId)}::date and event_id = ${eventId} and encoding = ${encoding}
  `.execute(db);
}
