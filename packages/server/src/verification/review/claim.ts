import type { Identity } from "@countersign/wire";
import type { Actor } from "../../access/index.ts";
import type { Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { claimLifetimeMs } from "../rules/claims.ts";
import { type Held, holdReview } from "./hold-review.ts";
import type { Review } from "./review.ts";
import { sealWriting } from "./review-writing.ts";
import { findReview } from "./reviews.ts";
import { writeClaim } from "./write-claim.ts";

/** `closed`: decided or withdrawn. `claimed`: by another operator. `unclaimed`: the caller holds no claim. */
export type ClaimResult =
  | { kind: "done"; review: Review }
  | { kind: "unknown" }
  | { kind: "closed" | "claimed" | "unclaimed"; review: Review };

/** Claims a review for half an hour, in which nobody else may decide it; claiming again extends the claim. */
export async function claimReview(
  deps: VerificationDeps,
  tx: Tx,
  id: string,
  actor: Actor,
): Promise<ClaimResult> {
  const held = await openFor(deps, tx, id, actor);
  if (held.kind !== "done") return held;
  await writeClaim(tx, held.review, actor.id, deps.clock() + claimLifetimeMs);
  return again(deps, tx, id);
}

/** Returns a review to the queue: one's own, or anybody's. No error if it is not claimed. */
export async function releaseReview(
  deps: VerificationDeps,
  tx: Tx,
  id: string,
  actor: Actor,
  anybodys: boolean,
): Promise<ClaimResult> {
  const held = await openFor(deps, tx, id, anybodys ? null : actor);
  if (held.kind !== "done") return held;
  await writeClaim(tx, held.review, null, 0);
  return again(deps, tx, id);
}

/** Saves an agent's notes and the verified identity during a call, replacing earlier ones. Extends the claim. */
export async function noteInReview(
  deps: VerificationDeps,
  tx: Tx,
  id: string,
  note: { notes?: string | undefined; identity?: Identity | undefined },
  actor: Actor,
): Promise<ClaimResult> {
  const held = await openFor(deps, tx, id, actor);
  if (held.kind !== "done") return held;
  if (held.review.claim === null) return { kind: "unclaimed", review: held.review };
  const sealed = await sealWriting(deps, tx, held.review, note);
  if (Object.keys(sealed).length > 0)
    await tx.updateTable("reviews").set(sealed).where("id", "=", held.review.id).execute();
  await writeClaim(tx, held.review, actor.id, deps.clock() + claimLifetimeMs);
  return again(deps, tx, id);
}

/** The review, locked, if it is open and not claimed by anybody but `actor` (null: by anybody). */
async function openFor(
  deps: VerificationDeps,
  tx: Tx,
  id: string,
  actor: Actor | null,
): Promise<ClaimResult> {
  const held: Held | null = await holdReview(deps, tx, id);
  if (held === null) return { kind: "unknown" };
  const { review } = held;
  if (review.state !== "open") return { kind: "closed", review };
  if (actor !== null && review.claim !== null && review.claim.by !== actor.id)
    return { kind: "claimed", review };
  return { kind: "done", review };
}

async function again(deps: VerificationDeps, tx: Tx, id: string): Promise<ClaimResult> {
  const review = await findReview(deps, tx, id);
  if (review === null) throw new Error("a review vanished in the transaction that locked it");
  return { kind: "done", review };
}
