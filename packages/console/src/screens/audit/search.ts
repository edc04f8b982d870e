import type { ActorKind } from "@countersign/wire";
import { listFrom, textFrom, wordFrom } from "../../frame/search-text.ts";

export const actorKinds = [
  "operator",
  "project",
  "applicant",
  "system",
  "anonymous",
] as const satisfies readonly ActorKind[];

const ranges = { "24h": 86_400_000, "7d": 604_800_000, "30d": 2_592_000_000 } as const;
export type Range = keyof typeof ranges;
export const rangeNames = Object.keys(ranges) as Range[];
const scopes = ["all"] as const;

/** The filters of the log and the open record, as in the address. */
export interface AuditSearch {
  kind?: ActorKind[] | undefined;
  actor?: string[] | undefined;
  action?: string[] | undefined;
  target?: string[] | undefined;
  range?: Range | undefined;
  /** `all`: records of every project and of none; otherwise those of the project that is worked on. */
  scope?: (typeof scopes)[number] | undefined;
  cursor?: string | undefined;
  /** The record that the drawer shows. */
  id?: string | undefined;
}

export function auditSearch(search: Record<string, unknown>): AuditSearch {
  return {
    kind: listFrom(search.kind, actorKinds),
    actor: listFrom(search.actor),
    action: listFrom(search.action),
    target: listFrom(search.target),
    range: wordFrom(search.range, rangeNames),
    scope: wordFrom(search.scope, scopes),
    cursor: textFrom(search.cursor),
    id: textFrom(search.id),
  };
}

/** The filters alone, as the API's query has them. `now`: where the range ends. */
export function auditFilter(search: AuditSearch, projectId: string | undefined, now: number) {
  return {
    projectId: search.scope === "all" ? undefined : projectId,
    actorKind: search.kind,
    actorId: search.actor,
    action: search.action,
    target: search.target,
    createdAtFrom: search.range && new Date(now - ranges[search.range]).toISOString(),
  };
}
