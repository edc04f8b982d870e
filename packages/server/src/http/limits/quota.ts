import type { QuotaName } from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import type { BearerActor } from "../../access/index.ts";
import type { Db } from "../../db/index.ts";
import { findProject, type Project } from "../../projects/index.ts";
import type { QuotaCaller, UsedUp } from "../../quotas/index.ts";
import { rowBytes } from "../../storage/index.ts";
import { type Caller, maySee } from "../caller.ts";
import type { HttpDeps } from "../deps.ts";
import { type Refusal, refuse, refuseFields } from "../refusals/problem.ts";
import type { App } from "../types.ts";
import { requireRoom } from "./room.ts";

/** The holder of the quota for something new in a project, and whether the project accepts anything new. */
export type Charged = QuotaCaller & { archived: boolean };

/**
 * The holder of the quota for a call in a project; null if the caller may not act in it, or it doesn't
 * exist.
 */
export async function quotaCaller(db: Db, actor: Caller, projectId: string): Promise<Charged | null> {
  if (actor.kind === "project") return actor.projectId === projectId ? ownQuota(actor) : null;
  const project = maySee(actor, projectId) ? await findProject(db, projectId) : null;
  return project && quotaOf(project, actor.id);
}

/** The holder of the quota for a call with a project's own key. */
export function ownQuota(actor: Extract<BearerActor, { kind: "project" }>): Charged {
  return { projectId: actor.projectId, keyId: actor.id, quotas: actor.quotas, archived: actor.archived };
}

/** The holder of the quota for a call in a project that was already read. */
export function quotaOf({ id, quotas, archivedAt }: Project, keyId: string): Charged {
  return { projectId: id, keyId, quotas, archived: archivedAt !== null };
}

/**
 * Takes what a call creates in its project from the project's quota.
 *
 * @throws Refusal `project_archived`; `storage_full`; `rate_limited`, or `invalid_request` for more events than the
 * quota ever grants at once.
 */
export function charge(
  deps: Pick<HttpDeps, "quotas" | "storage">,
  name: QuotaName,
  caller: Charged,
  count = 1,
): void {
  if (caller.archived) throw projectArchived();
  requireRoom(deps, caller);
  const usedUp = deps.quotas.take(name, caller, count);
  if (usedUp !== null) throw quotaRefusal(usedUp);
  if (name === "sessions") deps.storage.countRecord(caller.projectId, count * rowBytes.session);
}

/** `requireRoom` where only the project's id is known; nothing if the caller may not see it. */
export async function requireRoomOf(
  deps: Pick<HttpDeps, "db" | "storage">,
  actor: Caller,
  projectId: string,
): Promise<void> {
  const owner = await quotaCaller(deps.db, actor, projectId);
  if (owner !== null) requireRoom(deps, owner);
}

/** The refusal of anything new in an archived project. */
export function projectArchived(): Refusal {
  return refuse(
    "project_archived",
    "The project is archived: it takes no new sessions, events or orders. An operator can restore it.",
  );
}

/** Refuses a call whose quota is exhausted, in the shape of the management API. */
function quotaRefusal({ name, of, rate, retryAfterSeconds }: UsedUp): Refusal {
  const { perSecond, burst } = rate;
  const owner = of === "key" ? "this key's share of the project's quota" : "the project's quota";
  if (retryAfterSeconds === null)
    return refuseFields([
      { field: name, problem: `must be at most ${burst}: ${owner} takes no more at once` },
    ]);
  return refuse(
    "rate_limited",
    `It is more than ${owner} of ${name}: ${perSecond} a second, ${burst} at once. Repeat after ${retryAfterSeconds} s.`,
    { quota: { name, of, perSecond, burst } },
    retryAfterSeconds,
  );
}

/**
 * Refuses calls of routes with `config.quota` before their body is read, once their project's quota is
 * exhausted or its storage full. Only for calls with a project's own key: for others the body names the project.
 */
export function refuseWhatIsUsedUp(app: App, deps: Pick<HttpDeps, "quotas" | "storage">): void {
  const look = async ({ actor, routeOptions }: FastifyRequest) => {
    const { quota } = routeOptions.config;
    if (quota === undefined || actor?.kind !== "project") return;
    const caller = ownQuota(actor);
    requireRoom(deps, caller);
    const usedUp = deps.quotas.exhausted(quota, caller);
    if (usedUp !== null) throw quotaRefusal(usedUp);
  };
  app.addHook("onRoute", (route) => {
    if (route.config?.quota !== undefined) route.onRequest = [look, ...[route.onRequest ?? []].flat()];
  });
}
