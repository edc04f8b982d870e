import type { DialectName } from "../dialects/index.ts";
import type { JsonValue } from "../json.ts";

/**
 * What a hook gets: the members of the canonical body, over which templates and conditions work
 * too.
 */
export interface InterceptionBody {
  event: string;
  /** Null for a before-event, which has no place among those of its subject. */
  sequence: number | null;
  /** ISO 8601 in UTC. */
  occurredAt: string;
  data: { [key: string]: JsonValue };
}

/**
 * The canonical body as the hook's wire format has it. A hook before this one may have left the
 * data invalid, so it is not checked.
 */
export function interceptionBody(dialect: DialectName, body: InterceptionBody): string {
  const { event, sequence, occurredAt, data } = body;
  if (dialect === "rarus") return JSON.stringify({ event, sequence, occurredAt, data });
  return JSON.stringify({ type: event, timestamp: occurredAt, data });
}
