import { type NewSubscription, newId, type ProjectId, type TermUnit } from "@countersign/wire";
import { sql } from "kysely";
import { isUniqueViolation } from "../../db/index.ts";
import type { OperationsDeps } from "../deps.ts";
import { type ExternalKey, externalIdTaken, externalKey, isSameRequest } from "../external-key.ts";
import { done, type Outcome, refused, refusedField } from "../outcome.ts";
import { findUser } from "../users/row.ts";
import { findSubscription, type Subscription, sealExternalId } from "./row.ts";

const intervals: Readonly<Record<TermUnit, string>> = {
  second: "1 second",
  minute: "1 minute",
  hour: "1 hour",
  day: "1 day",
  week: "7 days",
  month: "1 month",
  year: "1 year",
};

/**
 * Subscribes a user to a plan. The database computes the term, in UTC, since it also decides when
 * it ends.
 */
export async function addSubscription(
  deps: Pick<OperationsDeps, "db" | "clock" | "random" | "keyring">,
  projectId: ProjectId,
  input: NewSubscription,
): Promise<Outcome<Subscription>> {
  const { userId, plan, term, startsAt } = input;
  const key = await externalKey(deps.keyring, deps.db, projectId, "subscription", input);
  const before = await existing(deps, projectId, key);
  if (before !== null) return before;
  if ((await findUser(deps, deps.db, projectId, { id: userId })) === null)
    return refusedField("userId", "is not a user of this project");
  const id = newId("subscription", deps.clock, deps.random);
  const start = startsAt === undefined ? sql<Date>`now()` : sql<Date>`${new Date(startsAt)}::timestamptz`;
  const length = sql`${intervals[term.unit]}::interval * ${term.count}::integer`;
  try {
    const row = await deps.db
      .insertInto("operationSubscriptions")
      .values({
        id,
        projectId,
        userId,
        externalIndex: key.externalIndex,
        externalSealed: sealExternalId(await deps.keyring.scopeKey(deps.db, projectId), id, key.externalId),
        requestMac: key.requestMac,
        plan,
        state: "active",
        startedAt: start,
        expiresAt: sql<Date>`((${start} at time zone 'UTC') + ${length}) at time zone 'UTC'`,
        createdAt: sql<Date>`now()`,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return done({ ...row, projectId });
  } catch (error) {
    if (!isUniqueViolation(error, "operation_subscriptions_external")) throw error;
    return (await existing(deps, projectId, key)) ?? externalIdTaken();
  }
}

/**
 * Cancels a subscription before its term, without an event. One that has ended is left unchanged.
 */
export async function cancelSubscription(
  deps: Pick<OperationsDeps, "db">,
  projectId: ProjectId,
  id: string,
): Promise<Outcome<Subscription>> {
  const row = await deps.db
    .updateTable("operationSubscriptions")
    .set({ state: "cancelled", cancelledAt: sql<Date>`now()` })
    .where("projectId", "=", projectId)
    .where("id", "=", id)
    .where("state", "=", "active")
    .returningAll()
    .executeTakeFirst();
  if (row !== undefined) return done({ ...row, projectId });
  const ended = await findSubscription(deps.db, projectId, { id });
  return ended === null ? refused("not_found") : refused("subscription_ended");
}

/** The result of an earlier identical creation; null if this is the first. */
async function existing(
  deps: Pick<OperationsDeps, "db">,
  projectId: ProjectId,
  key: ExternalKey,
): Promise<Outcome<Subscription> | null> {
  if (key.externalIndex === null) return null;
  const subscription = await findSubscription(deps.db, projectId, { externalIndex: key.externalIndex });
  if (subscription === null) return null;
  return isSameRequest(key, subscription) ? done(subscription, undefined, true) : externalIdTaken();
}
