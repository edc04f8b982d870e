import type { CrossingRecord, PersonRecord } from "@countersign/wire";

/** A person as a source holds them: the record, whether they locked their data, and the bytes of their photo. */
export interface FoundPerson {
  kind: "found";
  /** `record.photo` is always null here: the picture comes apart, as bytes. */
  record: PersonRecord;
  locked: boolean;
  photo: Buffer | null;
}

/** A border crossing as a source holds it. */
export interface FoundCrossing {
  kind: "found";
  /** `record.photo` is always null here: the picture comes apart, as bytes. */
  record: CrossingRecord;
  photo: Buffer | null;
}

/** Some source could not be asked, and no other knew: nobody can say whether the person is unknown. */
export interface Unavailable {
  kind: "unavailable";
  /** The source's name, as the operator gave it. */
  source: string;
}

export type PersonLookup = FoundPerson | { kind: "unknown" } | { kind: "wrong-birth-date" } | Unavailable;
export type CrossingLookup = FoundCrossing | { kind: "unknown" } | Unavailable;
