import type { ChangeWebhook, ProjectId } from "@countersign/wire";
import { type Draft, draftWebhook, type Webhook } from "../../../webhooks/index.ts";
import type { Caller } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuseFields } from "../../refusals/problem.ts";
import { visibleProject } from "../projects/visible-project.ts";
import { visibleWebhook } from "./visible-webhook.ts";

/** Settings that are not saved, as a request has them. */
export interface AskedDraft {
  projectId: string;
  webhookId?: string | undefined;
  settings: ChangeWebhook;
}

/** The draft that a request means, and the webhook that it is a change of. */
export async function draftOf(
  deps: HttpDeps,
  actor: Caller,
  { projectId: asked, webhookId, settings }: AskedDraft,
): Promise<{ projectId: ProjectId; current: Webhook | null; draft: Draft }> {
  const { id: projectId } = await visibleProject(deps.db, actor, asked);
  const current = webhookId === undefined ? null : await visibleWebhook(deps, actor, webhookId);
  if (current !== null && current.projectId !== projectId)
    throw refuseFields([{ field: "webhookId", problem: "is not a webhook of this project" }]);
  return { projectId, current, draft: await draftWebhook(deps, deps.db, projectId, current, settings) };
}
