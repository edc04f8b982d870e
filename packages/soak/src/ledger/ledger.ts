/** An event that a service has accepted: from then on it must not get lost. */
export interface Accepted {
  projectId: string;
  type: string;
  subject: string | null;
}

/** What the load was promised, and what it asked for: the account's left-hand side. */
export interface Ledger {
  /** By the event's id. */
  accepted: Map<string, Accepted>;
  /** What a surface has confirmed and some receiver must be told of: see `arrivalKeys`. */
  promised: Set<string>;
  /** Of promises that an erasure confirmed since may have cancelled. */
  released: Set<string>;
  /** The last number of each subject whose order is strict. */
  numbers: Map<string, number>;
  /** Subjects whose erasure was confirmed, and the bytes that must be gone from the store's files. */
  erased: Map<string, Erased>;
}

interface Erased {
  /** Wrapped keys and keyed hashes. */
  bytes: Buffer[];
}

export function createLedger(): Ledger {
  return {
    accepted: new Map(),
    promised: new Set(),
    released: new Set(),
    numbers: new Map(),
    erased: new Map(),
  };
}

/** How erasures name a subject. */
export const subjectKey = (projectId: string, subject: string) => `${projectId} ${subject}`;
