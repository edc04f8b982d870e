import type { ProjectId, RarusSubscription, SubscriptionView } from "@countersign/wire";
import type { Db } from "../../db/index.ts";

/** A user's subscription to a plan, with its term. */
export interface Subscription {
  id: string;
  projectId: ProjectId;
  userId: string;
  externalId: string | null;
  requestMac: Buffer | null;
  plan: string;
  /** `expired` once its end was told. */
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
  by: { id: string } | { externalId: string },
): Promise<Subscription | null> {
  const query = db.selectFrom("operationSubscriptions").selectAll().where("projectId", "=", projectId);
  const row = await ("id" in by
    ? query.where("id", "=", by.id)
    : query.where("externalId", "=", by.externalId)
  ).executeTakeFirst();
  return row === undefined ? null : { ...row, projectId };
}

/** A page of the project's subscriptions, newest first: at most `limit`, older than the subscription `before`. */
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

/** A subscription as hooks and events see it. */
export function rarusSubscriptionOf(
  subscription: Pick<Subscription, keyof RarusSubscription>,
): RarusSubscription {
  const { id, userId, plan, startedAt, expiresAt } = subscription;
  return { id, userId, plan, startedAt: startedAt.toISOString(), expiresAt: expiresAt.toISOString() };
}

/** A subscription as the project sees it. */
export function subscriptionView(subscription: Subscription): SubscriptionView {
  const { externalId, state, firedAt, cancelledAt, createdAt } = subscription;
  return {
    ...rarusSubscriptionOf(subscription),
    externalId,
    state,
    firedAt: firedAt?.toISOString() ?? null,
    cancelledAt: cancelledAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
