import type { Clock, Random, SubjectId } from "@countersign/wire";
import type { Db, Tx } from "../db/index.ts";
import type { SealingKey } from "./box.ts";
import type { FormerKeys } from "./former.ts";
import type { MasterKeys, Wrapping } from "./wrapping.ts";

/**
 * The keys that seal one subject's or scope's payloads: a different one for each UTC day of the event. They exist as long
 * as both values that they are derived from: the key itself, and the scope's chain of days.
 */
export interface PayloadKeys {
  /** The subject's or the scope's id. */
  id: string;
  /** Null once the keys of that day (`YYYY-MM-DD`) are destroyed. */
  on(day: string): SealingKey | null;
  /** The start of the first day that has keys, in milliseconds since the epoch. */
  from: number;
}

export interface Keyring {
  /** Creates the scope's key; false if it has one. A scope is a project, "registry" or "system". */
  createScope(tx: Db, scopeId: string): Promise<boolean>;
  /** Throws if there is no such scope: a bug. */
  scopeKey(db: Db, scopeId: string): Promise<SealingKey>;
  /**
   * Null once the subject is erased. Inside a transaction the subject's row is read each time, here and in `key` and
   * `payloadKeys`, so that an erasure takes effect immediately, whatever the cache contains.
   */
  subjectKey(db: Db, subjectId: SubjectId): Promise<SealingKey | null>;
  /** Of a subject (`sub_…`) or a scope, by its id. Null if it is erased or unknown. */
  key(db: Db, keyId: string): Promise<SealingKey | null>;
  /** For an event's payload, its bodies and receivers' responses. Null once the subject is erased, or if it is unknown. */
  payloadKeys(db: Db, keyId: string): Promise<PayloadKeys | null>;
  /**
   * Permanently destroys the payload keys of all days before this one, of the scope and of its subjects. Another
   * process may hold them in memory for up to a minute.
   */
  destroyPayloadKeys(db: Db, scopeId: string, before: string): Promise<void>;
  /** Keyed hash of a value, by which it can be found but not read: HMAC-SHA256, key derived from the scope's. */
  blindIndex(db: Db, scopeId: string, label: string, value: string): Promise<Buffer>;
  /** The subject's id (`sub_…`), found by its blind index or created. Concurrent calls get the same one. */
  subjectFor(tx: Db, scopeId: string, blindIndex: Uint8Array): Promise<SubjectId>;
  /**
   * `subjectFor` of many different ones in one statement: their keys, in the order of the indexes. The subjects stay
   * locked until the transaction ends, so that none is erased before what its key seals is written. Two
   * transactions that name the same subjects in the same order don't deadlock.
   */
  subjectsFor(tx: Tx, scopeId: string, blindIndexes: readonly Uint8Array[]): Promise<SealingKey[]>;
  /**
   * The subjects that callers named (`POST /events`), found or created, in the order of the names. Cached for up to a
   * minute: one of them may be erased by then, which `events.write` detects. Then call `forgetNames` and retry.
   */
  subjectsNamed(db: Db, scopeId: string, names: readonly string[]): Promise<SubjectId[]>;
  /** The same for one name, never from the cache. */
  subjectNamed(db: Db, scopeId: string, name: string): Promise<SubjectId>;
  /** The same without creating one; null for none. */
  findNamed(db: Db, scopeId: string, name: string): Promise<SubjectId | null>;
  forgetNames(scopeId: string, names: readonly string[]): void;
  /**
   * Destroys the key and the blind index of the subject and of those linked to it: what they sealed can no longer be
   * read. Resolves to the ids of all of them. Another process may hold the key in memory for up to a minute.
   */
  eraseSubject(tx: Tx, subjectId: SubjectId): Promise<SubjectId[]>;
  /** Links the subject to another one, with which it is erased: the same person, whose id was not known at first. */
  linkSubject(tx: Db, subjectId: SubjectId, linkedTo: SubjectId): Promise<void>;
  /** Loads the keys of the scope "system", which stay in memory. Before that, `system` and `secretMac` throw. */
  openSystem(db: Db): Promise<void>;
  /** Of the scope "system": for what belongs to no project, such as registry sources' API keys. */
  readonly system: SealingKey;
  /** HMAC-SHA256 under a key of the scope "system", for constant-time comparison of secrets. */
  secretMac(value: string): Buffer;
  /** For stores from before the scope "system" existed. */
  former: FormerKeys;
  /** How the master keys wrap the keys of scopes. */
  wrapping: Wrapping;
}

export interface KeyringDeps extends MasterKeys {
  random: Random;
  clock?: Clock;
  /**
   * Called with the subjects of each committed erasure, which is complete for its caller only then. Must not reject.
   */
  onErased?: ((subjectIds: readonly SubjectId[]) => Promise<void>) | undefined;
}
