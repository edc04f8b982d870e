import type { ProjectId, RarusSubscription, SubscriptionView } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import type { SealingKey } from "../../sealing/index.ts";

/** A user's subscription to a plan, with its term. */
export interface Subscription {
  id: string;
  projectId: ProjectId;
  userId: string;
  /** The caller's own key, under the project's key. */
  externalSealed: Buffer | null;
  requestMac: Buffer | null;
  plan: string;
  /** `expired` once its end was recorded. */
  state: "active" | "expired" | "cancelled";
  startedAt: Date;
  expiresAt: Date;
  firedAt: Date | null;
  cancelledAt: Date | null;
  createdAt: Date;
}

/** One subscription of the project; null if there is none. */
export async function findSubscription(
  db: Db,
  projectId: ProjectId,
  by: { id: string } | { externalIndex: Buffer },
): Promise<Subscription | null> {
  const query = db.selectFrom("operationSubscriptions").selectAll().where("projectId", "=", projectId);
  const row = await ("id" in by
    ? query.where("id", "=", by.id)
    : query.where("externalIndex", "=", by.externalIndex)
  ).executeTakeFirst();
  return row === undefined ? null : { ...row, projectId };
}

/**
 * A page of the project's subscriptions, newest first: at most `limit`, older than the subscription
 * `before`.
 */
export async function listSubscriptions(
  db: Db,
  projectId: ProjectId,
  query: {
    userId?: string | undefined;
    state?: Subscription["state"] | undefined;
    before?: string | undefined;
    limit: number;
  },
): Promise<Subscription[]> {
  let rows = db
    .selectFrom("operationSubscriptions")
    .selectAll()
    .where("projectId", "=", projectId)
    .orderBy("id", "desc")
    .limit(query.limit);
  if (query.userId !== undefined) rows = rows.where("userId", "=", query.userId);
  if (query.state !== undefined) rows = rows.where("state", "=", query.state);
  if (query.before !== undefined) rows = rows.where("id", "<", query.before);
  return (await rows.execute()).map((row) => ({ ...row, projectId }));
}

/** A subscription in the format of hooks and events. */
export function rarusSubscriptionOf(
  subscription: Pick<Subscription, keyof RarusSubscription>,
): RarusSubscription {
  const { id, userId, plan, startedAt, expiresAt } = subscription;
  return { id, userId, plan, startedAt: startedAt.toISOString(), expiresAt: expiresAt.toISOString() };
}

/** A subscription in the format of the project's API. `key`: the project's. */
export function subscriptionView(key: SealingKey, subscription: Subscription): SubscriptionView {
  const { id, externalSealed, state, firedAt, cancelledAt, createdAt } = subscription;
  return {
    ...rarusSubscriptionOf(subscription),
    externalId: externalSealed && key.unseal(externalSealed, externalContext(id)).toString("utf8"),
    state,
    firedAt: firedAt?.toISOString() ?? null,
    cancelledAt: cancelledAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

export function sealExternalId(key: SealingKey, id: string, externalId: string | null): Buffer | null {
  return externalId === null ? null : key.seal(externalId, externalContext(id));
}

const externalContext = (id: string): string => `operation-subscription:${id}:external`;
