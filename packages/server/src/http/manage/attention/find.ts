import type { AttentionKind } from "@countersign/wire";
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../../db/index.ts";

/** One thing to look at. */
export interface Trouble {
  kind: AttentionKind;
  projectId: string;
  target: string | null;
  name: string | null;
  since: Date | null;
  until: Date | null;
  count: number | null;
}

/** In which projects to look; null: in none. */
export type Where = "everywhere" | readonly string[] | null;

const each = 20;
const dayMs = 86_400_000;

/** What is wrong or ends soon, of each kind in the projects where it may be shown. */
export async function findTrouble(
  db: Db,
  now: number,
  where: Record<"webhooks" | "secrets" | "keys" | "reviews" | "interceptions", Where>,
): Promise<Trouble[]> {
  const at = (ms: number) => sql`${new Date(now + ms)}::timestamptz`;
  const parts: [Where, RawBuilder<unknown>][] = [
    [
      where.webhooks,
      sql`select 'webhook_failing' as kind, 1 as rank, w.project_id, w.id as target, w.name, w.failing_since as since,
          null::timestamptz as until, (
            select sum(t.counts[2])::integer from traffic t
            where t.scope = w.id and t.topic = 'deliveries' and t.grain = 60 and t.at >= ${at(-dayMs)}
          ) as count
        from webhooks w
        where w.failing_since is not null and w.disabled_at is null and w.active and w.deleted_at is null
          and ${within(where.webhooks, sql`w.project_id`)}
        order by w.failing_since limit ${each}::integer`,
    ],
    [
      where.webhooks,
      sql`select 'webhook_disabled', 2, w.project_id, w.id, w.name, w.disabled_at, null, null
        from webhooks w
        where w.disabled_at is not null and w.active and w.deleted_at is null and w.kind <> 'outcome'
          and ${within(where.webhooks, sql`w.project_id`)}
        order by w.disabled_at desc limit ${each}::integer`,
    ],
    [
      where.interceptions,
      sql`select 'interceptions_degraded', 3, t.scope, null, null, min(t.at), null,
          (sum(coalesce(t.counts[3], 0)) + sum(coalesce(t.counts[4], 0)))::integer
        from traffic t join projects p on p.id = t.scope
        where t.topic = 'interceptions' and t.grain = 1 and t.at >= ${at(-dayMs / 24)}
          and (t.counts[3] > 0 or t.counts[4] > 0) and ${within(where.interceptions, sql`t.scope`)}
        group by t.scope order by 8 desc limit ${each}::integer`,
    ],
    [
      where.reviews,
      sql`select 'review_waiting', 4, r.project_id, null, null, min(r.created_at), min(s.deadline_at), count(*)::integer
        from reviews r left join sessions s on s.id = r.session_id
        where r.state = 'open' and (s.deadline_at is null or s.deadline_at > ${at(0)})
          and (s.deadline_at < ${at(dayMs / 24)} or r.created_at < ${at(-dayMs)})
          and ${within(where.reviews, sql`r.project_id`)}
        group by r.project_id order by 6 limit ${each}::integer`,
    ],
    [
      where.webhooks,
      sql`select 'gate_expiring', 5, w.project_id, w.id, w.name, null, w.valid_to, null
        from webhooks w
        where w.kind = 'configured' and w.mode in ('gate', 'gate-apply') and w.active and w.deleted_at is null
          and w.valid_to between ${at(-dayMs)} and ${at(7 * dayMs)}
          and ${within(where.webhooks, sql`w.project_id`)}
        order by w.valid_to limit ${each}::integer`,
    ],
    [
      where.keys,
      sql`select 'api_key_expiring', 6, t.project_id, t.id, t.name, null, t.expires_at, null
        from access_tokens t
        where t.project_id is not null and t.revoked_at is null and t.expires_at between ${at(0)} and ${at(14 * dayMs)}
          and ${within(where.keys, sql`t.project_id`)}
        order by t.expires_at limit ${each}::integer`,
    ],
    [
      where.secrets,
      sql`select 'secret_overlap', 7, coalesce(w.project_id, p.id), w.id, w.name, null, max(s.retires_at), null
        from signing_secrets s
        left join webhooks w on w.id = s.owner_id
        left join projects p on p.id = s.owner_id
        where s.retires_at > ${at(0)} and w.deleted_at is null
          and ${within(where.secrets, sql`coalesce(w.project_id, p.id)`)}
        group by 3, w.id, w.name order by 7 limit ${each}::integer`,
    ],
  ];
  const asked = parts.flatMap(([reach, part]) => (reach === null ? [] : [sql`(${part})`]));
  if (asked.length === 0) return [];
  const { rows } = await sql<Trouble>`
    select kind, project_id, target, name, since, until, count
    from (${sql.join(asked, sql` union all `)}) as found (kind, rank, project_id, target, name, since, until, count)
    order by rank, since, until
  `.execute(db);
  return rows;
}

function within(where: Where, projectId: RawBuilder<unknown>): RawBuilder<unknown> {
  return where === "everywhere" || where === null
    ? sql`true`
    : sql`${projectId} = any(${[...where]}::text[])`;
}
