import { findWebhook, type Webhook } from "../../../webhooks/index.ts";
import { type Caller, maySee } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { type Refusal, refuse } from "../../refusals/problem.ts";

export function webhookUnknown(): Refusal {
  return refuse("not_found", "There is no such webhook.");
}

/** The webhook of this id, where there is one that the caller may see; it throws the refusal otherwise. */
export async function visibleWebhook(
  deps: Pick<HttpDeps, "db">,
  actor: Caller,
  id: string,
): Promise<Webhook> {
  const webhook = await findWebhook(deps.db, id);
  if (webhook === null || webhook.deletedAt !== null || !maySee(actor, webhook.projectId)) {
    throw webhookUnknown();
  }
  return webhook;
}
