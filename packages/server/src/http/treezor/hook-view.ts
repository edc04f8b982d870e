import { createHash } from "node:crypto";
import { treezorEventTypes, wantsEvent } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import type { Project } from "../../projects/index.ts";
import { listWebhooks, type Webhook } from "../../webhooks/index.ts";
import { refuse } from "./refusal.ts";

/** All types of this surface, as the families that a webhook may want. */
export const allTypes: readonly string[] = [
  ...new Set(treezorEventTypes.map((type) => `${type.slice(0, type.indexOf("."))}.*`)),
];

/** So many subscriptions of a project are looked through. */
const maxHooks = 1000;

/**
 * The project's subscriptions, newest first: its configured webhooks in this format, whoever set
 * them up.
 */
export async function hooksOf(db: Db, { id: projectId }: Project): Promise<Webhook[]> {
  const webhooks = await listWebhooks(db, { projectId, kind: ["configured"], limit: maxHooks });
  return webhooks.filter(({ dialect }) => dialect === "treezor");
}

/** One of them by its uuid. Throws a refusal. */
export async function hookNamed(db: Db, project: Project, uuid: string): Promise<Webhook> {
  const hook = (await hooksOf(db, project)).find((each) => uuidOf(each) === uuid);
  if (hook === undefined) throw refuse(40404);
  return hook;
}

/** A webhook's id in the form of this surface, made of the one that the management API shows. */
function uuidOf({ id }: Pick<Webhook, "id">): string {
  const hex = createHash("sha256").update(`treezor hook ${id}`).digest("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join("-");
}

/** The types that it wants; none: all. */
export function eventsOf({ eventTypes }: Pick<Webhook, "eventTypes">) {
  if (allTypes.every((family) => eventTypes.includes(family))) return [];
  return treezorEventTypes.filter((type) => wantsEvent(eventTypes, type));
}

export function hookView(hook: Webhook) {
  const enabled = hook.active && hook.disabledAt === null;
  return {
    uuid: uuidOf(hook),
    url: hook.url,
    status: enabled ? ("ENABLED" as const) : ("DISABLED" as const),
    events: eventsOf(hook),
    createdAt: hook.createdAt.toISOString(),
  };
}
