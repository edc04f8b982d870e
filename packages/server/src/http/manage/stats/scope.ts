import type { BearerActor } from "../../../access/index.ts";
import { narrowTo } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuseFields } from "../../refusals/problem.ts";
import { visibleWebhook } from "../webhooks/visible-webhook.ts";

/**
 * Which sums a caller asks for: those of a webhook, of a project, or of all. A project's key gets
 * its own.
 */
export async function scopeOf(
  deps: Pick<HttpDeps, "db">,
  actor: BearerActor,
  query: { projectId?: string | undefined; webhookId?: string | undefined },
): Promise<string> {
  const projectId = narrowTo(actor, query.projectId);
  if (projectId === "none")
    throw refuseFields([{ field: "projectId", problem: "is not one of your projects" }]);
  if (query.webhookId === undefined) return projectId ?? "*";
  const webhook = await visibleWebhook(deps, actor, query.webhookId);
  if (projectId !== undefined && webhook.projectId !== projectId)
    throw refuseFields([{ field: "webhookId", problem: "is not a webhook of this project" }]);
  return webhook.id;
}
