import type { ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import { type Db, inTransaction } from "../db/index.ts";
import type { Cell } from "./cells.ts";
import { rowBytes } from "./sizes.ts";

/** Rows of one statement: it locks them until its end. */
const size = 1000;
/** After their time payloads and logs are kept so long: see `delivery/retention`. */
const graceDays = 3;

interface Sum {
  projectId: string;
  part: string;
  day: string;
  bytes: number;
}

/** Adds to the stored sums, of each project and of all. In the order of their key, so that processes can't deadlock. */
export async function addStored(db: Db, cells: readonly Cell[]): Promise<void> {
  const sums = new Map<string, Sum>();
  for (const { part, day, bytes, projectId: own } of cells) {
    for (const projectId of [own, "*"]) {
      const key = `${projectId} ${part} ${day}`;
      const sum = sums.get(key) ?? { projectId, part, day, bytes: 0 };
      sum.bytes += bytes;
      sums.set(key, sum);
    }
  }
  const sorted = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
  await inTransaction(db, async (tx) => {
    for (let start = 0; start < sorted.length; start += size)
      await add(tx, sorted.slice(start, start + size));
  });
}

async function add(db: Db, rows: readonly Sum[]): Promise<void> {
  await sql`
      insert into stored_bytes as s (project_id, part, day, bytes)
      select a.project_id, a.part, a.day::date, a.bytes::bigint
      from unnest(
        ${rows.map((each) => each.projectId)}::text[],
        ${rows.map((each) => each.part)}::text[],
        ${rows.map((each) => each.day)}::text[],
        ${rows.map((each) => Math.round(each.bytes))}::double precision[]
      ) with ordinality as a (project_id, part, day, bytes, place)
      order by a.place
      on conflict (project_id, part, day) do update set bytes = s.bytes + excluded.bytes
  `.execute(db);
}

/** What is stored, in bytes: by project what still belongs to its days, and everything that is not destroyed yet. */
export interface Stored {
  byProject: Map<ProjectId, number>;
  total: number;
}

export async function readStored(db: Db): Promise<Stored> {
  const { rows } = await sql<{ projectId: ProjectId | "*"; bytes: number }>`
    select s.project_id as "projectId", greatest(0, sum(s.bytes))::double precision as bytes
    from stored_bytes s left join projects p on p.id = s.project_id
    where s.part = 'records' or p.id is null
      or s.day >= case s.part when 'bodies' then p.payloads_from else p.log_from end - ${graceDays}::integer
    group by s.project_id
  `.execute(db);
  const byProject = new Map<ProjectId, number>();
  let total = 0;
  for (const { projectId, bytes } of rows) {
    if (projectId === "*") total = bytes;
    else byProject.set(projectId, bytes);
  }
  return { byProject, total };
}

/**
 * Forgets the days that retention has destroyed: of each project by its own settings, of all by the longest.
 *
 * @param certain a lower bound of the current time, from `RetentionClock`.
 */
export async function forgetStored(db: Db, certain: number): Promise<void> {
  const today = new Date(certain).toISOString().slice(0, 10);
  await sql`
    with kept as (
      select id, payload_days as bodies, log_days as log from projects
      union all select '*', max(payload_days), max(log_days) from projects
    )
    delete from stored_bytes s using kept k
    where s.project_id = k.id and s.part <> 'records'
      and s.day < ${today}::date - case s.part when 'bodies' then k.bodies else k.log end - ${graceDays}::integer
  `.execute(db);
}

const hourMs = 3_600_000;

/**
 * The projects whose records are to be recounted in this hour: each once a day, and always those
 * that have used half of what they may store.
 */
export async function dueForRecount(
  db: Db,
  { now, limit }: { now: number; limit: number | null },
): Promise<ProjectId[]> {
  const hour = Math.floor(now / hourMs) % 24;
  const { rows } = await sql<{ id: ProjectId }>`
    select p.id from projects p
    left join (select project_id, sum(bytes) as bytes from stored_bytes group by project_id) s
      on s.project_id = p.id
    where abs(hashtext(p.id)::bigint) % 24 = ${hour}::integer
      or s.bytes * 2 >= coalesce((p.quotas ->> 'storedBytes')::double precision, ${limit}::double precision)
  `.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * Recounts the records of these projects: erasures have removed some, and a killed process had not
 * written what it counted. Reads rows, but no pictures: the length of what is stored apart is in
 * the row.
 */
export async function recountRecords(db: Db, projects: readonly ProjectId[]): Promise<void> {
  await sql`
    insert into stored_bytes as s (project_id, part, day, bytes)
    select p.id, 'records', '-infinity', coalesce((
      select sum(${rowBytes.session}::integer + coalesce(octet_length(data_sealed), 0)
        + coalesce((select sum(${rowBytes.file}::integer + file_bytes(c.image_sealed))
            from session_captures c where c.session_id = sessions.id), 0)
        + coalesce((select sum(${rowBytes.file}::integer + file_bytes(i.image_sealed))
            from checks k join check_pictures i on i.check_id = k.id where k.session_id = sessions.id), 0)
        + coalesce((select 2 * ${rowBytes.file}::integer + file_bytes(e.document_sealed)
              + file_bytes(e.signed_sealed)
            from e_signatures e where e.session_id = sessions.id), 0))
      from sessions where project_id = p.id
    ), 0) + coalesce((
      select sum(${rowBytes.file}::integer + file_bytes(content_sealed))
      from documents where project_id = p.id
    ), 0) + ${rowBytes.record}::integer * (
      (select count(*) from users where project_id = p.id)
      + (select count(*) from operation_users where project_id = p.id)
      + (select count(*) from operation_subscriptions where project_id = p.id)
    ) + coalesce((
      select sum(${rowBytes.record}::integer + octet_length(content_sealed))
      from operation_orders where project_id = p.id
    ), 0)
    from projects p where p.id = any(${[...projects]}::text[])
    order by p.id
    on conflict (project_id, part, day) do update set bytes = excluded.bytes
  `.execute(db);
  await sql`
    insert into stored_bytes as s (project_id, part, day, bytes)
    select '*', 'records', '-infinity', sum(bytes) from stored_bytes
    where part = 'records' and project_id <> '*'
    having count(*) > 0
    on conflict (project_id, part, day) do update set bytes = excluded.bytes
  `.execute(db);
}
