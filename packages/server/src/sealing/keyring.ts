import { createHmac, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import { type Clock, newId, type Random } from "@countersign/wire";
import type { Selectable } from "kysely";
import type { Db, Schema, Tx } from "../db/index.ts";
import { afterCommit } from "../db/index.ts";
import { type SealingKey, sealBox, sealingKey, unsealBox } from "./box.ts";
import { createKeyCache } from "./key-cache.ts";
import { type ChainLink, valueOn } from "./payload-chain.ts";

/**
 * The keys by which one subject's or scope's payloads are sealed: another for each UTC day of the event. They live as
 * long as both what they are derived from: the key itself, and the scope's chain of days.
 */
export interface PayloadKeys {
  /** The subject's or the scope's id. */
  id: string;
  /** Null once the keys of that day (`YYYY-MM-DD`) are destroyed. */
  on(day: string): SealingKey | null;
  /** When the first day begins that has keys, in milliseconds since the epoch. */
  from: number;
}

export interface Keyring {
  /** Makes the scope's key, unless it has one. A scope is a project or "registry". */
  createScope(tx: Db, scopeId: string): Promise<void>;
  /** Throws if there is no such scope: a bug. */
  scopeKey(db: Db, scopeId: string): Promise<SealingKey>;
  /**
   * Null once the subject is erased. Inside a transaction the subject's row is asked each time, here and in `key` and
   * `payloadKeys`: what the transaction itself or another one has erased is erased, whatever readers hold in memory.
   */
  subjectKey(db: Db, subjectId: string): Promise<SealingKey | null>;
  /** Of a subject (`sub_…`) or a scope, by its id. Null if it is erased or unknown. */
  key(db: Db, keyId: string): Promise<SealingKey | null>;
  /** For an event's payload, its bodies and the answers to it. Null once the subject is erased, or if it is unknown. */
  payloadKeys(db: Db, keyId: string): Promise<PayloadKeys | null>;
  /**
   * Destroys the payload keys of all days before this one, of the scope and of its subjects, for good. Another
   * process may hold them in memory for up to a minute.
   */
  destroyPayloadKeys(db: Db, scopeId: string, before: string): Promise<void>;
  /** Keyed hash of a value, by which it can be found but not read: HMAC-SHA256, key derived from the scope's. */
  blindIndex(db: Db, scopeId: string, label: string, value: string): Promise<Buffer>;
  /** The subject's id (`sub_…`), found by its blind index or created. Two at once get the same one. */
  subjectFor(tx: Db, scopeId: string, blindIndex: Uint8Array): Promise<string>;
  /**
   * `subjectFor` of many different ones in one statement: their keys, in the order of the indexes. The subjects stay
   * locked until the transaction ends, so that none is erased before what its key seals is written. Two
   * transactions that name the same subjects in the same order don't deadlock.
   */
  subjectsFor(tx: Tx, scopeId: string, blindIndexes: readonly Uint8Array[]): Promise<SealingKey[]>;
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

export interface KeyringDeps {
  /** 32 bytes. */
  masterKey: Uint8Array;
  random: Random;
  clock?: Clock;
}

/** A key that is in the cache: the box key and what is derived from it. */
interface HeldKey {
  sealing: SealingKey;
  secret: KeyObject;
  scopeId: string;
  /** Derived payload keys by day. */
  byDay: Map<string, SealingKey>;
}

type SubjectRow = Pick<Selectable<Schema["subjects"]>, "scopeId" | "wrappedKey">;

const keyBytes = 32;
const heldScopes = 1000;
const heldSubjects = 10_000;

/**
 * Keys by scope and subject: the master key wraps a scope's key, a scope's key wraps its subjects' keys. Opened
 * keys are held in memory for a minute at most. Throws if the master key hasn't 32 bytes.
 */
export function createKeyring(deps: KeyringDeps): Keyring {
  const { random } = deps;
  const clock = deps.clock ?? Date.now;
  if (deps.masterKey.length !== keyBytes) {
    throw new Error(`the master key must have ${keyBytes} bytes, not ${deps.masterKey.length}`);
  }
  const master = createSecretKey(deps.masterKey);
  const wrapping = derive(master, "wrap");
  const macKey = derive(master, "secret-mac");
  const scopes = createKeyCache<HeldKey>(heldScopes, clock);
  const subjects = createKeyCache<HeldKey>(heldSubjects, clock);
  const chains = createKeyCache<ChainLink>(heldScopes, clock);
  const indexKeys = new WeakMap<KeyObject, Map<string, KeyObject>>();

  const keyring: Keyring = {
    async createScope(tx, scopeId) {
      const wrappedKey = sealBox(wrapping, random, random(keyBytes), scopeContext(scopeId));
      await tx
        .insertInto("keyScopes")
        .values({ id: scopeId, wrappedKey })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .execute();
    },
    async scopeKey(db, scopeId) {
      return (await requireScope(db, scopeId)).sealing;
    },
    async subjectKey(db, subjectId) {
      return (await findSubject(db, subjectId))?.sealing ?? null;
    },
    async key(db, keyId) {
      return (await find(db, keyId))?.sealing ?? null;
    },
    async payloadKeys(db, keyId) {
      const held = await find(db, keyId);
      const link = held && (await chainOf(db, held.scopeId));
      if (!held || !link) return null;
      return { id: keyId, on: (day) => payloadKey(held, link, day), from: Date.parse(link.day) };
    },
    async destroyPayloadKeys(db, scopeId, before) {
      chains.drop(scopeId);
      const link = await chainOf(db, scopeId);
      if (link === null || link.day >= before) return;
      const value = valueOn(link, before);
      if (value === null) throw new Error(`"${before}" is no day`);
      // Only onwards: another process may have gone further.
      await db
        .updateTable("keyScopes")
        .set({ chainDay: before, chainValue: value })
        .where("id", "=", scopeId)
        .where("chainDay", "<", before)
        .execute();
      chains.drop(scopeId);
    },
    async blindIndex(db, scopeId, label, value) {
      const { secret } = await requireScope(db, scopeId);
      return createHmac("sha256", indexKey(secret, label)).update(value, "utf8").digest();
    },
    async subjectFor(tx, scopeId, blindIndex) {
      const found = await findByIndex(tx, scopeId, blindIndex);
      if (found !== null) return found;
      const { secret } = await requireScope(tx, scopeId);
      const id = newId("subject", clock, random);
      const wrappedKey = sealBox(secret, random, random(keyBytes), subjectContext(id));
      // Touching the row that another has just made locks it, and so returns it even if this transaction's
      // snapshot is older.
      const { id: winner } = await tx
        .insertInto("subjects")
        .values({ id, scopeId, blindIndex, wrappedKey })
        .onConflict((conflict) => conflict.columns(["scopeId", "blindIndex"]).doUpdateSet({ scopeId }))
        .returning("id")
        .executeTakeFirstOrThrow();
      return winner;
    },
    async subjectsFor(tx, scopeId, blindIndexes) {
      if (blindIndexes.length === 0) return [];
      const { secret } = await requireScope(tx, scopeId);
      const fresh = blindIndexes.map((blindIndex) => {
        const id = newId("subject", clock, random);
        return {
          id,
          scopeId,
          blindIndex,
          wrappedKey: sealBox(secret, random, random(keyBytes), subjectContext(id)),
        };
      });
      const rows = await tx
        .insertInto("subjects")
        .values(fresh)
        .onConflict((conflict) => conflict.columns(["scopeId", "blindIndex"]).doUpdateSet({ scopeId })) // as above
        .returning(["id", "blindIndex", "wrappedKey"])
        .execute();
      const keys = new Map<string, SealingKey>();
      for (const { id, blindIndex, wrappedKey } of rows) {
        if (!blindIndex || !wrappedKey) throw new Error("a subject was returned without its key");
        keys.set(
          blindIndex.toString("hex"),
          hold(id, scopeId, unsealBox(secret, wrappedKey, subjectContext(id))).sealing,
        );
      }
      return blindIndexes.map((blindIndex) => {
        const key = keys.get(Buffer.from(blindIndex).toString("hex"));
        if (!key) throw new Error("a subject was not returned");
        return key;
      });
    },
    async eraseSubject(tx, subjectId) {
      await tx
        .updateTable("subjects")
        .set({ blindIndex: null, wrappedKey: null, erasedAt: new Date(clock()) })
        .where("id", "=", subjectId)
        .where("erasedAt", "is", null)
        .execute();
      subjects.drop(subjectId);
      // A reader may have put it back from before the commit.
      afterCommit(tx, () => subjects.drop(subjectId));
    },
    system: sealingKey("system", derive(master, "system"), random),
    secretMac: (value) => createHmac("sha256", macKey).update(value, "utf8").digest(),
  };
  return keyring;

  async function findScope(db: Db, scopeId: string): Promise<HeldKey | null> {
    return scopes.get(scopeId, db, async () => {
      const row = await db
        .selectFrom("keyScopes")
        .select("wrappedKey")
        .where("id", "=", scopeId)
        .executeTakeFirst();
      return row ? hold(scopeId, scopeId, unsealBox(wrapping, row.wrappedKey, scopeContext(scopeId))) : null;
    });
  }

  function find(db: Db, keyId: string): Promise<HeldKey | null> {
    return keyId.startsWith("sub_") ? findSubject(db, keyId) : findScope(db, keyId);
  }

  async function chainOf(db: Db, scopeId: string): Promise<ChainLink | null> {
    return chains.get(scopeId, db, async () => {
      const row = await db
        .selectFrom("keyScopes")
        .select(["chainDay as day", "chainValue as value"])
        .where("id", "=", scopeId)
        .executeTakeFirst();
      return row ?? null;
    });
  }

  function payloadKey(held: HeldKey, link: ChainLink, day: string): SealingKey | null {
    if (day < link.day) return null;
    const known = held.byDay.get(day);
    if (known) return known;
    const value = valueOn(link, day);
    if (value === null) return null;
    const secret = hkdfSync("sha256", held.secret, value, "countersign:payload", keyBytes);
    const key = sealingKey(held.sealing.id, createSecretKey(Buffer.from(secret)), random);
    held.byDay.set(day, key);
    return key;
  }

  async function requireScope(db: Db, scopeId: string): Promise<HeldKey> {
    const held = await findScope(db, scopeId);
    if (!held) throw new Error(`there is no key scope ${scopeId}`);
    return held;
  }

  async function findSubject(db: Db, subjectId: string): Promise<HeldKey | null> {
    if (!db.isTransaction) {
      return subjects.get(subjectId, db, async () => opened(db, subjectId, await rowOf(db, subjectId)));
    }
    const row = await rowOf(db, subjectId);
    if (!row?.wrappedKey) return null;
    return subjects.get(subjectId, db, () => opened(db, subjectId, row));
  }

  function rowOf(db: Db, subjectId: string): Promise<SubjectRow | undefined> {
    return db
      .selectFrom("subjects")
      .select(["scopeId", "wrappedKey"])
      .where("id", "=", subjectId)
      .executeTakeFirst();
  }

  async function opened(db: Db, subjectId: string, row: SubjectRow | undefined): Promise<HeldKey | null> {
    if (!row?.wrappedKey) return null;
    const { secret } = await requireScope(db, row.scopeId);
    return hold(subjectId, row.scopeId, unsealBox(secret, row.wrappedKey, subjectContext(subjectId)));
  }

  async function findByIndex(db: Db, scopeId: string, blindIndex: Uint8Array): Promise<string | null> {
    const row = await db
      .selectFrom("subjects")
      .select("id")
      .where("scopeId", "=", scopeId)
      .where("blindIndex", "=", Buffer.from(blindIndex))
      .executeTakeFirst();
    return row?.id ?? null;
  }

  function hold(id: string, scopeId: string, bytes: Buffer): HeldKey {
    const secret = createSecretKey(bytes);
    bytes.fill(0);
    return { secret, scopeId, sealing: sealingKey(id, secret, random), byDay: new Map() };
  }

  function indexKey(secret: KeyObject, label: string): KeyObject {
    const known = indexKeys.get(secret) ?? new Map<string, KeyObject>();
    indexKeys.set(secret, known);
    const key = known.get(label) ?? derive(secret, `blind-index:${label}`);
    known.set(label, key);
    return key;
  }
}

/** A key for one purpose: HKDF-SHA256 (RFC 5869). */
function derive(key: KeyObject, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync("sha256", key, "", `countersign:${purpose}`, keyBytes)));
}

const scopeContext = (scopeId: string): string => `key-scope:${scopeId}`;
const subjectContext = (subjectId: string): string => `subject:${subjectId}:key`;
