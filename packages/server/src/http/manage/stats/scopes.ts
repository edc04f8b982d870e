import { type Caller, narrowTo } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuseFields } from "../../refusals/problem.ts";
import { visibleWebhook } from "../webhooks/visible-webhook.ts";

/**
 * Which sums a caller asks for: those of a webhook, of projects, or of all. Who reaches some
 * projects alone gets theirs.
 */
export async function scopesOf(
  deps: Pick<HttpDeps, "db">,
  actor: Caller,
  query: { projectId?: string | undefined; webhookId?: string | undefined },
): Promise<readonly string[]> {
  const projectIds = narrowTo(actor, query.projectId);
  if (projectIds === "none")
    throw refuseFields([{ field: "projectId", problem: "is not one of your projects" }]);
  if (query.webhookId === undefined) return projectIds ?? ["*"];
  const webhook = await visibleWebhook(deps, actor, query.webhookId);
  if (projectIds !== undefined && !projectIds.includes(webhook.projectId))
    throw refuseFields([{ field: "webhookId", problem: "is not a webhook of this project" }]);
  return [webhook.id];
}
