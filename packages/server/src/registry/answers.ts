import type { CrossingRecord, PersonRecord } from "@countersign/wire";

/** Where a record was found: in the local registry, under an id, or in an HTTP source, by name. */
type Origin = { id: string; source: null; updatedAt: Date } | { id: null; source: string; updatedAt: null };

/**
 * A person as the registry holds them: the record, whether they locked their data, and the bytes of their photo.
 * `record.photo` is always null here: the picture is separate.
 */
export type FoundPerson = Origin & {
  kind: "found";
  record: PersonRecord;
  locked: boolean;
  photo: Buffer | null;
};

/** A border crossing as the registry holds it. `record.photo` is always null here: the picture is separate. */
export type FoundCrossing = Origin & { kind: "found"; record: CrossingRecord; photo: Buffer | null };

/** A source failed and no other has the record, so whether it exists is unknown. */
export interface Unavailable {
  kind: "unavailable";
  /** The source's name, as configured. */
  source: string;
}

export type PersonLookup = FoundPerson | { kind: "unknown" } | { kind: "wrong-birth-date" } | Unavailable;
export type CrossingLookup = FoundCrossing | { kind: "unknown" } | Unavailable;
