import type { StreamKind } from "@countersign/wire";
import { type RawBuilder, sql } from "kysely";

/** One row of the stream. Without payloads, bodies and responses: nothing in it is personal data. */
export interface StreamRow {
  kind: StreamKind;
  xid: string;
  key: string;
  projectId: string;
  at: Date;
  /** Of the kind, named as in the API. */
  data: Record<string, string | number | boolean | null>;
}

/** Where a kind's rows are: a selection of `xid, key, project_id, at, data`, to be narrowed. */
interface Source {
  kind: StreamKind;
  rank: number;
  /** The column that has the transaction. */
  xid: RawBuilder<unknown>;
  projectId: RawBuilder<unknown>;
  key: RawBuilder<unknown>;
  at: RawBuilder<unknown>;
  data: RawBuilder<unknown>;
  from: RawBuilder<unknown>;
}

/** Ranks are part of positions that were given out: they never change. */
export const sources: readonly Source[] = [
  {
    kind: "event",
    rank: 0,
    xid: sql`e.xid`,
    projectId: sql`e.project_id`,
    key: sql`e.id`,
    at: sql`e.occurred_at`,
    data: sql`json_build_object('id', e.id, 'type', e.type, 'subject', e.subject, 'sequence', e.sequence)`,
    from: sql`events e`,
  },
  {
    kind: "delivery",
    rank: 1,
    xid: sql`a.xid`,
    projectId: sql`d.project_id`,
    key: sql`a.delivery_id || to_char(a.number, 'FM00000')`,
    at: sql`a.started_at`,
    data: sql`json_build_object('id', a.delivery_id, 'eventId', d.event_id, 'webhookId', d.webhook_id, 'type', d.type,
      'attempt', a.number, 'outcome', replace(a.outcome, '-', '_'), 'statusCode', a.status_code,
      'durationMs', a.duration_ms, 'status', d.status)`,
    from: sql`attempts a join deliveries d on d.day = a.delivery_day and d.id = a.delivery_id`,
  },
  {
    kind: "session",
    rank: 2,
    xid: sql`t.xid`,
    projectId: sql`s.project_id`,
    key: sql`t.session_id || to_char(t.version, 'FM00000')`,
    at: sql`t.at`,
    data: sql`json_build_object('id', t.session_id, 'version', t.version, 'trigger', t.trigger, 'from', t.from_state,
      'to', t.to_state)`,
    from: sql`session_timeline t join sessions s on s.id = t.session_id`,
  },
  {
    kind: "review",
    rank: 3,
    xid: sql`r.xid`,
    projectId: sql`r.project_id`,
    key: sql`r.id`,
    at: sql`coalesce(r.decided_at, r.created_at)`,
    data: sql`json_build_object('id', r.id, 'kind', r.kind, 'sessionId', r.session_id, 'status', r.state,
      'decision', r.decision, 'claimed', r.claimed_by is not null)`,
    from: sql`reviews r`,
  },
  {
    kind: "interception",
    rank: 4,
    xid: sql`i.xid`,
    projectId: sql`i.project_id`,
    key: sql`i.id`,
    at: sql`i.started_at`,
    data: sql`json_build_object('id', i.id, 'event', i.event, 'subject', i.subject, 'verdict', i.verdict,
      'statusCode', i.status, 'degraded', i.degraded, 'dryRun', i.dry_run, 'totalMs', i.total_ms)`,
    from: sql`interceptions i`,
  },
];
