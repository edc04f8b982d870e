import { idDay, interceptionBody } from "@countersign/wire";
import { sql } from "kysely";
import type { Db } from "../../db/index.ts";
import { bodyContext, isUnrendered, readUnrendered, writeUnrendered } from "../../events/index.ts";
import type { About, Rendering } from "../../rendering/index.ts";
import type { SealingKey } from "../../sealing/index.ts";
import type { Webhook } from "../../webhooks/index.ts";
import type { Content } from "../work.ts";

/** What is to be sent, or why nothing is. */
export type Rendered =
  | { kind: "content"; content: Content; made: boolean }
  /** The template can't make a body, or has taken too much before. */
  | { kind: "unrendered" }
  /** The webhook's condition is not met. */
  | { kind: "condition" }
  /** Its turn has not come: others wait, or its webhook is set aside. Nothing was tried. */
  | { kind: "later" };

/**
 * The content with its body, where the webhook's template or condition was left to be worked out when it is sent: by the
 * settings of now, that an operator may have corrected. Other contents come back as they are. What took too long or too much
 * before is tried again only for a resend.
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
    // One that can't be told lets the event through: a receiver can tell a delivery too many, not one that is missing.
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

/** Keeps a body that was made for an attempt, so that every further one sends the same. */
export async function keepBody(db: Db, key: SealingKey, { eventId, encoding, body }: Content): Promise<void> {
  const sealed = key.seal(writeUnrendered({ kind: "made", body }), bodyContext(eventId, encoding));
  await sql`
    update messages set body_sealed = ${sealed}
    where day = ${idDay(eventId)}::date and event_id = ${eventId} and encoding = ${encoding}
  `.execute(db);
}
