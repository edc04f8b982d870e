import { type Identity, identitySchema } from "@countersign/wire";
import type { Db, Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { liveSubjectKey } from "../session/person.ts";
import type { Review } from "./review.ts";

/** What operators write in a review. It may name the person, so all of it is sealed with that person's key. */
export interface ReviewWriting {
  /** Given with the decision. */
  comment: string | null;
  /** During a call. */
  notes: string | null;
  /** Why it was approved against what stood against it. */
  override: string | null;
  /** The person as verified. */
  identity: Identity | null;
}

type Sealed = {
  commentSealed?: Uint8Array;
  notesSealed?: Uint8Array;
  overrideSealed?: Uint8Array;
  identitySealed?: Uint8Array;
};

/** Seals the given texts as columns of the review. Returns no columns for a review without a subject. */
export async function sealWriting(
  deps: Pick<VerificationDeps, "keyring">,
  tx: Tx,
  review: Pick<Review, "id" | "subjectId">,
  writing: {
    comment?: string | undefined;
    notes?: string | undefined;
    override?: string | undefined;
    identity?: Identity | undefined;
  },
): Promise<Sealed> {
  const { comment, notes, override, identity } = writing;
  if (review.subjectId === null) return {};
  if ([comment, notes, override, identity].every((each) => each === undefined)) return {};
  const key = await liveSubjectKey(deps.keyring, tx, review.subjectId);
  const seal = (text: string, column: keyof ReviewWriting) => key.seal(text, contextOf(review, column));
  return {
    ...(comment !== undefined && { commentSealed: seal(comment, "comment") }),
    ...(notes !== undefined && { notesSealed: seal(notes, "notes") }),
    ...(override !== undefined && { overrideSealed: seal(override, "override") }),
    ...(identity !== undefined && { identitySealed: seal(JSON.stringify(identity), "identity") }),
  };
}

/** The texts of a review, decrypted; all null once the person was erased. */
export async function reviewWriting(
  deps: Pick<VerificationDeps, "keyring">,
  db: Db,
  review: Pick<Review, "id" | "subjectId">,
): Promise<ReviewWriting> {
  const nothing = { comment: null, notes: null, override: null, identity: null };
  if (review.subjectId === null) return nothing;
  const key = await deps.keyring.subjectKey(db, review.subjectId);
  const row = await db
    .selectFrom("reviews")
    .select(["commentSealed", "notesSealed", "overrideSealed", "identitySealed"])
    .where("id", "=", review.id)
    .executeTakeFirst();
  if (key === null || row === undefined) return nothing;
  const clear = (sealed: Buffer | null, column: keyof ReviewWriting) =>
    sealed && key.unseal(sealed, contextOf(review, column)).toString();
  const identity = clear(row.identitySealed, "identity");
  return {
    comment: clear(row.commentSealed, "comment"),
    notes: clear(row.notesSealed, "notes"),
    override: clear(row.overrideSealed, "override"),
    identity: identity === null ? null : identitySchema.parse(JSON.parse(identity)),
  };
}

function contextOf(review: Pick<Review, "id">, column: keyof ReviewWriting): string {
  return `review:${review.id}:${column}`;
}
