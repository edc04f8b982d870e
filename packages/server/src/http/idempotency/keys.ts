import type { HttpDeps } from "../deps.ts";

type Deps = Pick<HttpDeps, "db" | "clock" | "keyring">;

const keptMs = 24 * 60 * 60 * 1000;
/**
 * A first request that takes longer than this has died with its process: another may do the work.
 */
const abandonedMs = 2 * 60 * 1000;

/** A key held by one request. `since` fences it: who takes the key over writes another time. */
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

/** A request that names a key. The hash is of all that makes it the same request. */
export interface KeyedRequest {
  actorId: string;
  key: string;
  requestHash: Buffer;
}

/** What stands under a key that is taken. */
export type TakenKey =
  | ({ kind: "answered" } & Answer)
  | { kind: "conflict" }
  | { kind: "in-progress" }
  /** Its process died after it had begun what can't be taken back. */
  | { kind: "unknown-outcome" };

export type ClaimResult = { kind: "claimed"; claim: Claim } | TakenKey;

/**
 * Takes a key for a request, or says what stands under it already. Of any number of simultaneous
 * calls one claims it.
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

/** What stands under a key that another request of the caller took a moment ago. */
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
 * When a key must have been taken to be free again now: one that has its answer, and one that has
 * none.
 */
export function keyLimits(now: Date): { expiredBefore: Date; abandonedBefore: Date } {
  return {
    expiredBefore: new Date(now.getTime() - keptMs),
    abandonedBefore: new Date(now.getTime() - abandonedMs),
  };
}

/**
 * Keeps the answer under its key, sealed: it may hold what is personal. With a transaction as `db`,
 * answer and work become durable together. False if the request holds the key no more: then its
 * work must not be done.
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
 * Notes that the request is about to do what can't be taken back. False if it holds the key no
 * more.
 */
export function markBegun(deps: Pick<Deps, "db">, claim: Claim): Promise<boolean> {
  return changeHeld(deps.db, claim, { beganAt: claim.since });
}

/** Changes a key's row while the claim still holds it, unanswered; false if it does not. */
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

/** An answer as its key's row holds it. */
export function sealAnswer(
  deps: Pick<Deps, "keyring">,
  { actorId, key }: Pick<Claim, "actorId" | "key">,
  { contentType, body }: Omit<Answer, "status">,
): Buffer {
  return deps.keyring.system.seal(JSON.stringify({ contentType, body }), responseContext(actorId, key));
}

/**
 * Gives a key back, so that the request can be made again; not one that has its answer: a commit
 * whose confirmation was lost has done the work.
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
 * Forgets keys after 24 hours, and those of unfinished requests that a wrong clock has dated ahead:
 * they would say "in progress" until then.
 *
 * @param now the store's clock.
 * @param certain how late it is at least: what is forgotten too early would be done twice when it
 * is asked for again.
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

/** Of the box that holds the answer kept under a key. */
export const responseContext = (actorId: string, key: string): string => `idempotency:${actorId}:${key}`;
