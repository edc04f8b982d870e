import type { HttpDeps } from "./deps.ts";

type Deps = Pick<HttpDeps, "db" | "clock" | "keyring">;

const keptMs = 24 * 60 * 60 * 1000;
/** A first request that takes longer than this has died with its process: another may do the work. */
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

export type ClaimResult =
  | { kind: "claimed"; claim: Claim }
  | ({ kind: "answered" } & Answer)
  | { kind: "conflict" }
  | { kind: "in-progress" };

/**
 * Takes a key for a request, or says what stands under it already. Of any number of simultaneous calls one
 * claims it.
 */
export async function claimKey(
  deps: Deps,
  request: { actorId: string; key: string; requestHash: Buffer },
): Promise<ClaimResult> {
  const { actorId, key, requestHash } = request;
  const since = new Date(deps.clock());
  const inserted = await deps.db
    .insertInto("idempotencyKeys")
    .values({ actorId, key, requestHash, createdAt: since })
    .onConflict((conflict) => conflict.columns(["actorId", "key"]).doNothing())
    .returning("key")
    .executeTakeFirst();
  if (inserted !== undefined) return { kind: "claimed", claim: { actorId, key, since } };

  const row = await deps.db
    .selectFrom("idempotencyKeys")
    .selectAll()
    .where("actorId", "=", actorId)
    .where("key", "=", key)
    .executeTakeFirst();
  if (row === undefined) return { kind: "in-progress" }; // released between the two statements
  const age = since.getTime() - row.createdAt.getTime();
  const over = age >= keptMs || (row.status === null && age >= abandonedMs);
  if (!over) {
    if (!row.requestHash.equals(requestHash)) return { kind: "conflict" };
    if (row.status === null || row.responseSealed === null) return { kind: "in-progress" };
    const opened = deps.keyring.system.unseal(row.responseSealed, contextOf(actorId, key)).toString("utf8");
    const { contentType, body } = JSON.parse(opened) as Omit<Answer, "status">;
    return { kind: "answered", status: row.status, contentType, body };
  }
  const taken = await deps.db
    .updateTable("idempotencyKeys")
    .set({ requestHash, createdAt: since, status: null, responseSealed: null })
    .where("actorId", "=", actorId)
    .where("key", "=", key)
    .where("createdAt", "=", row.createdAt)
    .returning("key")
    .executeTakeFirst();
  return taken === undefined ? { kind: "in-progress" } : { kind: "claimed", claim: { actorId, key, since } };
}

/** Keeps the answer under its key, sealed: it may hold a secret that is shown once. */
export async function storeAnswer(deps: Deps, claim: Claim, answer: Answer): Promise<void> {
  const { status, ...rest } = answer;
  const responseSealed = deps.keyring.system.seal(JSON.stringify(rest), contextOf(claim.actorId, claim.key));
  await deps.db
    .updateTable("idempotencyKeys")
    .set({ status, responseSealed })
    .where("actorId", "=", claim.actorId)
    .where("key", "=", claim.key)
    .where("createdAt", "=", claim.since)
    .execute();
}

/** Gives a key back, so that the request can be made again. */
export async function releaseKey(deps: Pick<Deps, "db">, claim: Claim): Promise<void> {
  await deps.db
    .deleteFrom("idempotencyKeys")
    .where("actorId", "=", claim.actorId)
    .where("key", "=", claim.key)
    .where("createdAt", "=", claim.since)
    .execute();
}

/** Forgets keys after 24 hours. */
export async function forgetOldKeys(deps: Pick<Deps, "db" | "clock">): Promise<void> {
  await deps.db
    .deleteFrom("idempotencyKeys")
    .where("createdAt", "<", new Date(deps.clock() - keptMs))
    .execute();
}

const contextOf = (actorId: string, key: string): string => `idempotency:${actorId}:${key}`;
