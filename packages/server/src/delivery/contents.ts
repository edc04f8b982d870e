import type { DeliveryId, EventId, ProjectId } from "@countersign/wire";
import { idDay } from "@countersign/wire";
import { sql } from "kysely";
import type { Db } from "../db/index.ts";
import { bodyContext } from "../events/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { Content, Work } from "./work.ts";

interface Row extends Omit<Content, "body"> {
  id: DeliveryId;
  eventId: EventId;
  projectId: ProjectId;
  bodySealed: Buffer;
}

/**
 * `gone`: the claim no longer holds it, or it was cancelled; `erased`: the key that opens it is destroyed;
 * `unreadable`: it can't be opened, which must not keep back the others that were read with it.
 */
export type Loaded =
  | { kind: "content"; content: Content }
  | { kind: "gone" }
  | { kind: "erased" }
  | { kind: "unreadable"; error: unknown };

/** Reads and unseals what claimed deliveries send, all in one query; answers in the order of `works`. */
export async function loadContents(
  deps: { db: Db; keyring: Pick<Keyring, "payloadKeys"> },
  works: readonly Work[],
): Promise<Loaded[]> {
  const ids = works.map((work) => work.item.id);
  const found = await sql<Row>`
    select d.id, d.event_id, d.project_id, d.type, d.sequence, m.key_id, m.encoding, m.content_type, m.body_sealed
    from unnest(${ids}::text[], ${ids.map(idDay)}::date[], ${works.map((work) => work.claim)}::text[])
      as w (id, day, claim)
    join delivery_queue q on q.delivery_id = w.id and q.claim = w.claim
    join deliveries d on d.day = w.day and d.id = w.id
    join messages m on m.day = d.event_day and m.event_id = d.event_id and m.encoding = d.encoding
  `.execute(deps.db);
  const rows = new Map(found.rows.map((row) => [row.id, row]));
  return Promise.all(
    ids.map((id) =>
      open(deps, rows.get(id)).catch((error: unknown) => ({ kind: "unreadable", error }) as const),
    ),
  );
}

async function open(
  deps: { db: Db; keyring: Pick<Keyring, "payloadKeys"> },
  row: Row | undefined,
): Promise<Loaded> {
  if (!row) return { kind: "gone" };
  const key = (await deps.keyring.payloadKeys(deps.db, row.keyId))?.on(idDay(row.eventId));
  if (!key) return { kind: "erased" };
  const { id: _, bodySealed, ...rest } = row;
  const body = key.unseal(bodySealed, bodyContext(row.eventId, row.encoding)).toString("utf8");
  return { kind: "content", content: { ...rest, body } };
}
