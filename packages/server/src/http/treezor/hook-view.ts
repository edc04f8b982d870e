import { createHash } from "node:crypto";
import { treezorEventTypes, wantsEvent } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import type { Project } from "../../projects/index.ts";
import { listWebhooks, type Webhook } from "../../webhooks/index.ts";
import { refuse } from "./refusal.ts";

/** All types of this surface, as families for a webhook. */
export const allTypes: readonly string[] = [
  ...new Set(treezorEventTypes.map((type) => `${type.slice(0, type.indexOf("."))}.*`)),
];

/** Maximum number of a project's subscriptions that are read. */
const maxHooks = 1000;

/**
 * The project's subscriptions, newest first: its webhooks in this format, however they were created.
 */
export async function hooksOf(db: Db, { id: projectId }: Project): Promise<Webhook[]> {
  const webhooks = await listWebhooks(db, { projectId, kind: ["configured"], limit: maxHooks });
  return webhooks.filter(({ dialect }) => dialect === "treezor");
}

/** A subscription by its uuid. Throws a refusal if there is none. */
export async function hookNamed(db: Db, project: Project, uuid: string): Promise<Webhook> {
  const hook = (await hooksOf(db, project)).find((each) => uuidOf(each) === uuid);
  if (hook === undefined) throw refuse(40404);
  return hook;
}

/** A webhook's id in the form of this surface, derived from the management API's id. */
function uuidOf({ id }: Pick<Webhook, "id">): string {
  const hex = createHash("sha256").update(`treezor hook ${id}`).digest("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join("-");
}

/** The types that it subscribes to; empty for all. */
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
