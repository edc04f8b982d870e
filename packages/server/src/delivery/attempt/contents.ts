import type { DeliveryId, EventId, ProjectId } from "@countersign/wire";
import { idDay } from "@countersign/wire";
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../db/index.ts";
import { bodyContext } from "../../events/index.ts";
import { type Keyring, UnsealError } from "../../sealing/index.ts";
import type { Content, Loaded, Work } from "../work.ts";

interface Row extends Omit<Content, "body" | "keyId"> {
  id: DeliveryId;
  eventId: EventId;
  projectId: ProjectId;
  /** Null if the message was deleted. */
  keyId: string | null;
  bodySealed: Buffer | null;
}

interface Deps {
  db: Db;
  keyring: Pick<Keyring, "payloadKeys">;
}

/**
 * Reads and unseals what claimed deliveries send, all in one query; returns it in the order of
 * `works`. Each row is looked up by itself (`limit`): left a choice, the planner reads the whole
 * day of a partition that it has no statistics of.
 *
 * @param maxBytes larger sealed bodies are not read.
 */
export async function loadContents(
  deps: Deps,
  works: readonly Pick<Work, "item">[],
  maxBytes: number = 2 ** 31 - 1,
): Promise<Loaded[]> {
  const ids = works.map((work) => work.item.id);
  const found = await reading(ids, maxBytes).execute(deps.db);
  const rows = new Map(found.rows.map((row) => [row.id, row]));
  return Promise.all(
    ids.map((id) =>
      open(deps, rows.get(id)).catch((error: unknown): Loaded => {
        // One that can't be unsealed must not fail the others that were read with it.
        return error instanceof UnsealError
          ? { kind: "closed", reason: "unreadable" }
          : { kind: "failed", error };
      }),
    ),
  );
}

/**
 * Executes the statement of `loadContents` for none: its connection has it prepared from then on.
 */
export async function prepareLoading(db: Db): Promise<void> {
  await reading([], 0).execute(db);
}

function reading(ids: readonly DeliveryId[], maxBytes: number): RawBuilder<Row> {
  return sql<Row>`
    select d.id, d.event_id, d.project_id, d.type, d.sequence, m.key_id, d.encoding, m.content_type,
      case when octet_length(m.body_sealed) <= ${maxBytes}::integer then m.body_sealed end as body_sealed
    from unnest(${ids}::text[], ${ids.map(idDay)}::date[]) as w (id, day)
    cross join lateral (
      select * from deliveries d where d.day = w.day and d.id = w.id limit 1
    ) d
    left join lateral (
      select * from messages m
      where m.day = d.event_day and m.event_id = d.event_id and m.encoding = d.encoding limit 1
    ) m on true
  `;
}

async function open(deps: Deps, row: Row | undefined): Promise<Loaded> {
  if (!row) return { kind: "gone" };
  const { id: _, keyId, bodySealed, ...rest } = row;
  if (keyId === null) return { kind: "closed", reason: "expired" };
  if (bodySealed === null) return { kind: "large" };
  const keys = await deps.keyring.payloadKeys(deps.db, keyId);
  if (!keys || bodySealed.length === 0) return { kind: "closed", reason: "erased" };
  const key = keys.on(idDay(row.eventId));
  if (!key) return { kind: "closed", reason: "expired" };
  const body = key.unseal(bodySealed, bodyContext(row.eventId, row.encoding)).toString("utf8");
  return { kind: "content", content: { ...rest, keyId, body } };
}
