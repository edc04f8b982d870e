import type { HttpDeps } from "../deps.ts";

type Deps = Pick<HttpDeps, "db" | "clock" | "keyring">;

const keptMs = 24 * 60 * 60 * 1000;
/**
 * A first request that takes longer than this counts as dead with its process: a repetition may do the work.
 */
const abandonedMs = 2 * 60 * 1000;

/** A key held by one request. `since` is the fence: a request that takes the key over changes it. */
export interface Claim {
  actorId: string;
  key: string;
  since: Date;
}

export interface Answer {
  status: number;
  contentType: string;
  body: string;
}

/** A request with a key. The hash covers everything that identifies the request. */
export interface KeyedRequest {
  actorId: string;
  key: string;
  requestHash: Buffer;
}

/** The state of a key that is taken. */
export type TakenKey =
  | ({ kind: "answered" } & Answer)
  | { kind: "conflict" }
  | { kind: "in-progress" }
  /** Its process died after it had begun something irreversible. */
  | { kind: "unknown-outcome" };

export type ClaimResult = { kind: "claimed"; claim: Claim } | TakenKey;

/**
 * Claims a key for a request, or returns its state. Of any number of concurrent calls, one gets it.
 */
export async function claimKey(deps: Deps, request: KeyedRequest): Promise<ClaimResult> {
  const { actorId, key, requestHash } = request;
  const since = new Date(deps.clock());
  const inserted = await deps.db
    .insertInto("idempotencyKeys")
    .values({ actorId, key, requestHash, createdAt: since })
    .onConflict((conflict) => conflict.columns(["actorId", "key"]).doNothing())
    .returning("key")
    .executeTakeFirst();
  if (inserted !== undefined) return { kind: "claimed", claim: { actorId, key, since } };

  const { row, ...standing } = await readKey(deps, request, since);
  if (standing.kind !== "free" || row === undefined) {
    return standing.kind === "free" ? { kind: "in-progress" } : standing; // released between the two statements
  }
  const taken = await deps.db
    .updateTable("idempotencyKeys")
    .set({ requestHash, createdAt: since, status: null, responseSealed: null, beganAt: null })
    .where("actorId", "=", actorId)
    .where("key", "=", key)
    .where("createdAt", "=", row.createdAt)
    .returning("key")
    .executeTakeFirst();
  return taken === undefined ? { kind: "in-progress" } : { kind: "claimed", claim: { actorId, key, since } };
}

/** The state of a key that another request of the caller has just claimed. */
export async function takenKey(deps: Deps, request: KeyedRequest): Promise<TakenKey> {
  const { row: _, ...standing } = await readKey(deps, request, new Date(deps.clock()));
  return standing.kind === "free" ? { kind: "in-progress" } : standing;
}

async function readKey(deps: Deps, request: KeyedRequest, now: Date) {
  const { actorId, key, requestHash } = request;
  const row = await deps.db
    .selectFrom("idempotencyKeys")
    .selectAll()
    .where("actorId", "=", actorId)
    .where("key", "=", key)
    .executeTakeFirst();
  if (row === undefined) return { kind: "free" } as const;
  const { createdAt, status, responseSealed, beganAt } = row;
  const { expiredBefore, abandonedBefore } = keyLimits(now);
  const abandoned = status === null && createdAt <= abandonedBefore;
  if (createdAt <= expiredBefore || (abandoned && beganAt === null)) return { kind: "free", row } as const;
  if (!row.requestHash.equals(requestHash)) return { kind: "conflict" } as const;
  if (abandoned) return { kind: "unknown-outcome" } as const;
  if (status === null || responseSealed === null) return { kind: "in-progress" } as const;
  const opened = deps.keyring.system.unseal(responseSealed, responseContext(actorId, key)).toString("utf8");
  const { contentType, body } = JSON.parse(opened) as Omit<Answer, "status">;
  return { kind: "answered", status, contentType, body } as const;
}

/**
 * Keys claimed before these times are free again: those with a response, and those without.
 */
export function keyLimits(now: Date): { expiredBefore: Date; abandonedBefore: Date } {
  return {
    expiredBefore: new Date(now.getTime() - keptMs),
    abandonedBefore: new Date(now.getTime() - abandonedMs),
  };
}

/**
 * Stores the response with its key, sealed: it may contain personal data. With a transaction as `db`,
 * response and work become durable together. False if the request no longer holds the key: then its
 * work must not be committed.
 */
export async function keepAnswer(
  deps: Pick<Deps, "db" | "keyring">,
  claim: Claim,
  answer: Answer,
): Promise<boolean> {
  return changeHeld(deps.db, claim, {
    status: answer.status,
    responseSealed: sealAnswer(deps, claim, answer),
  });
}

/**
 * Records that the request is about to do something irreversible. False if it no longer holds the
 * key.
 */
export function markBegun(deps: Pick<Deps, "db">, claim: Claim): Promise<boolean> {
  return changeHeld(deps.db, claim, { beganAt: claim.since });
}

/** Changes a key's row if the claim still holds it and it has no response; false otherwise. */
async function changeHeld(
  db: Deps["db"],
  { actorId, key, since }: Claim,
  values: { beganAt: Date } | { status: number; responseSealed: Buffer },
): Promise<boolean> {
  const changed = await db
    .updateTable("idempotencyKeys")
    .set(values)
    .where("actorId", "=", actorId)
    .where("key", "=", key)
    .where("createdAt", "=", since)
    .where("status", "is", null)
    .returning("key")
    .executeTakeFirst();
  return changed !== undefined;
}

/** The stored form of a response. */
export function sealAnswer(
  deps: Pick<Deps, "keyring">,
  { actorId, key }: Pick<Claim, "actorId" | "key">,
  { contentType, body }: Omit<Answer, "status">,
): Buffer {
  return deps.keyring.system.seal(JSON.stringify({ contentType, body }), responseContext(actorId, key));
}

/**
 * Releases a key, so that the request can be repeated, unless it has a response: then a commit whose
 * confirmation was lost has done the work.
 */
export async function releaseKey(deps: Pick<Deps, "db">, claim: Claim): Promise<void> {
  await deps.db
    .deleteFrom("idempotencyKeys")
    .where("actorId", "=", claim.actorId)
    .where("key", "=", claim.key)
    .where("createdAt", "=", claim.since)
    .where("status", "is", null)
    .execute();
}

/**
 * Deletes keys after 24 hours, and those of unfinished requests that a wrong clock has dated in the
 * future: they would be "in progress" until then.
 *
 * @param now the store's clock.
 * @param certain a lower bound of the current time: the work of a key that is deleted too early would be
 * done again by a repetition.
 */
export async function forgetOldKeys(
  db: Deps["db"],
  { now, certain }: { now: number; certain: number },
): Promise<void> {
  await db
    .deleteFrom("idempotencyKeys")
    .where((eb) =>
      eb.or([
        eb("createdAt", "<", new Date(certain - keptMs)),
        eb.and([eb("status", "is", null), eb("createdAt", ">", new Date(now + keptMs))]),
      ]),
    )
    .execute();
}

/** Context under which a key's response is sealed. */
export const responseContext = (actorId: string, key: string): string => `idempotency:${actorId}:${key}`;
