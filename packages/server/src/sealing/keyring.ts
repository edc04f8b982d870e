import type { Random } from "@countersign/wire";
import type { Db, Tx } from "../db/index.ts";
import type { SealingKey } from "./box.ts";

export interface Keyring {
  /** Makes the scope's key. A scope is a project or "registry". */
  createScope(tx: Db, scopeId: string): Promise<void>;
  /** Throws if there is no such scope: a bug. */
  scopeKey(db: Db, scopeId: string): Promise<SealingKey>;
  /** Null once the subject is erased. */
  subjectKey(db: Db, subjectId: string): Promise<SealingKey | null>;
  /** Of a subject (`sub_…`) or a scope, by its id. Null if it is erased or unknown. */
  key(db: Db, keyId: string): Promise<SealingKey | null>;
  /** Keyed hash of a value, by which it can be found but not read: HMAC-SHA256, key derived from the scope's. */
  blindIndex(db: Db, scopeId: string, label: string, value: string): Promise<Buffer>;
  /** The subject's id (`sub_…`), found by its blind index or created. Two at once get the same one. */
  subjectFor(tx: Db, scopeId: string, blindIndex: Uint8Array): Promise<string>;
  /**
   * `subjectFor` of many at once, in a fixed number of round trips: their keys, in the order of the indexes. The
   * subjects stay locked until the transaction ends, so that none is erased before what is sealed is written.
   */
  subjectsFor(tx: Tx, scopeId: string, blindIndexes: Uint8Array[]): Promise<SealingKey[]>;
  /**
   * Destroys the subject's key and blind index: what it sealed can't be read any more. Another process may
   * hold the key in memory for up to a minute.
   */
  eraseSubject(tx: Tx, subjectId: string): Promise<void>;
  /** Derived from the master key: for what belongs to no project, such as registry sources' API keys. */
  system: SealingKey;
  /** HMAC-SHA256 under a key derived from the master key, for constant-time comparison of secrets. */
  secretMac(value: string): Buffer;
}

export declare function createKeyring(deps: { masterKey: Uint8Array; random: Random }): Keyring;
