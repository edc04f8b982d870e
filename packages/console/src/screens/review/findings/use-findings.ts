import type { ReviewDetail, ReviewNotes } from "@countersign/wire";
import { useState } from "react";

type Identity = NonNullable<ReviewNotes["identity"]>;
export type IdentityField = keyof Identity;

/** What the reviewer found out about the person, as the form holds it: what is empty is not known. */
export interface Findings {
  notes: string;
  identity: Readonly<Partial<Record<IdentityField, string | undefined>>>;
}

/** The findings of a review: those that were saved, else the person as expected, with what is typed. */
export function useFindings(review: ReviewDetail) {
  const [saved, setSaved] = useState<Findings>(() => ({
    notes: review.notes ?? "",
    identity: { ...(review.verifiedIdentity ?? review.expectedIdentity) },
  }));
  const [findings, setFindings] = useState(saved);
  return {
    findings,
    changed: JSON.stringify(findings) !== JSON.stringify(saved),
    setNotes: (notes: string) => setFindings((before) => ({ ...before, notes })),
    setField: (field: IdentityField, value: string) =>
      setFindings((before) => ({ ...before, identity: { ...before.identity, [field]: value } })),
    markSaved: (what: Findings) => setSaved(what),
  };
}

/** As the API takes them. */
export function writtenFindings({ notes, identity }: Findings): ReviewNotes {
  const known = Object.entries(identity)
    .map(([field, value]) => [field, value?.trim() ?? ""] as const)
    .filter(([, value]) => value !== "");
  return {
    ...(notes.trim() !== "" && { notes: notes.trim() }),
    // The API checks what the form can't: it names the field and the fix.
    identity: Object.fromEntries(known) as Identity,
  };
}
