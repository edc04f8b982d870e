import { may } from "../../../access/index.ts";
import { findProject } from "../../../projects/index.ts";
import type { Webhook } from "../../../webhooks/index.ts";
import type { Caller } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuse } from "../../refusals/problem.ts";
import { isPersonal } from "../events/personal-type.ts";

/**
 * Throws the refusal if a caller who is not an operator may not set up this webhook, as it is or
 * will be: the project must allow it, and each of its event types must be one that never has
 * personal data. Families and custom types count as personal: what they hold may grow.
 */
export async function requireSetUp(
  deps: Pick<HttpDeps, "db">,
  actor: Caller,
  { projectId, kind, eventTypes }: Pick<Webhook, "projectId" | "kind" | "eventTypes">,
): Promise<void> {
  if (may(actor, "webhooks.change", projectId)) return;
  const project = await findProject(deps.db, projectId);
  if (project === null || !project.developersManageWebhooks)
    throw refuse("forbidden", "Webhooks are set up by an operator here: ask yours.");
  const personal = eventTypes.filter(isPersonal);
  if (kind === "configured" && personal.length === 0) return;
  throw refuse(
    "forbidden",
    `Developers set up webhooks for event types without personal data alone, each by its name${personal.length === 0 ? "" : `; not for ${personal.slice(0, 3).join(", ")}`}. Ask an operator.`,
  );
}
