import type { OrderFields, ProjectId, RarusOrderStatus, SubjectId } from "@countersign/wire";
import type { Selectable } from "kysely";
import type { Db, Schema } from "../../db/index.ts";
import type { Keyring, SealingKey } from "../../sealing/index.ts";

/** The goods and their destination: sealed with the buyer's key. */
export type OrderContent = Pick<
  OrderFields,
  "items" | "discount" | "deliveryPrice" | "destination" | "comment"
>;

/** The sealed part of an order. */
interface Sealed {
  content: OrderContent;
  externalId: string | null;
}

/** An order. */
export interface Order {
  id: string;
  projectId: ProjectId;
  userId: string;
  /** Null once the buyer is erased. */
  externalId: string | null;
  requestMac: Buffer | null;
  status: RarusOrderStatus;
  currency: string;
  /** Minor units. */
  total: number;
  deliveryServiceId: string | null;
  bankOrderId: string | null;
  /** Null once the buyer is erased. */
  content: OrderContent | null;
  /** The buyer's. */
  subjectId: SubjectId;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

type OrderRow = Selectable<Schema["operationOrders"]> & { subjectId: SubjectId };

function selectOrders(db: Db, projectId: ProjectId) {
  return db
    .selectFrom("operationOrders")
    .innerJoin("operationUsers", "operationUsers.id", "operationOrders.userId")
    .selectAll("operationOrders")
    .select("operationUsers.subjectId")
    .where("operationOrders.projectId", "=", projectId);
}

type Keys = { keyring: Pick<Keyring, "subjectKey"> };

/** One order of the project, and of the user if one is given; null if there is none. */
export async function findOrder(
  deps: Keys,
  db: Db,
  projectId: ProjectId,
  by: { id: string; userId?: string | undefined } | { externalIndex: Buffer },
): Promise<Order | null> {
  let query = selectOrders(db, projectId);
  if ("externalIndex" in by) query = query.where("operationOrders.externalIndex", "=", by.externalIndex);
  else {
    query = query.where("operationOrders.id", "=", by.id);
    if (by.userId !== undefined) query = query.where("operationOrders.userId", "=", by.userId);
  }
  const row = await query.executeTakeFirst();
  return row === undefined ? null : opened(deps, db, row);
}

/** A page of the project's orders, newest first: at most `limit`, older than the order `before`. */
export async function listOrders(
  deps: Keys,
  db: Db,
  projectId: ProjectId,
  query: {
    userId?: string | undefined;
    externalIndex?: Buffer | undefined;
    before?: string | undefined;
    limit: number;
  },
): Promise<Order[]> {
  let rows = selectOrders(db, projectId).orderBy("operationOrders.id", "desc").limit(query.limit);
  if (query.userId !== undefined) rows = rows.where("operationOrders.userId", "=", query.userId);
  if (query.externalIndex !== undefined)
    rows = rows.where("operationOrders.externalIndex", "=", query.externalIndex);
  if (query.before !== undefined) rows = rows.where("operationOrders.id", "<", query.before);
  return Promise.all((await rows.execute()).map((row) => opened(deps, db, row)));
}

async function opened(deps: Keys, db: Db, row: OrderRow): Promise<Order> {
  const { contentSealed, externalIndex: _, ...order } = row;
  const key = await deps.keyring.subjectKey(db, row.subjectId);
  // Emptied by an erasure: the key may still be in memory.
  const sealed =
    key === null || contentSealed.length === 0
      ? null
      : (JSON.parse(key.unseal(contentSealed, contentContext(row.id)).toString("utf8")) as Sealed);
  return {
    ...order,
    projectId: row.projectId,
    externalId: sealed?.externalId ?? null,
    content: sealed?.content ?? null,
  };
}

export function sealContent(key: SealingKey, orderId: string, sealed: Sealed): Buffer {
  return key.seal(JSON.stringify(sealed), contentContext(orderId));
}

export function contentOf(fields: OrderFields): OrderContent {
  const { items, discount, deliveryPrice, destination, comment } = fields;
  return { items, discount, deliveryPrice, destination, comment };
}

const contentContext = (orderId: string): string => `operation-order:${orderId}:content`;
