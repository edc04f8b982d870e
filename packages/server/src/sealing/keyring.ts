import { createHmac, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import { newId, type SubjectId } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import { afterCommit, awaitAfterCommit } from "../db/index.ts";
import { type SealingKey, sealBox, sealingKey, unsealBox } from "./box.ts";
import { derive, keyBytes } from "./derive.ts";
import { createFormerKeys } from "./former.ts";
import { createKeyCache } from "./key-cache.ts";
import type { Keyring, KeyringDeps } from "./keyring-contract.ts";
import { type ChainLink, valueOn } from "./payload-chain.ts";
import {
  eraseStored,
  findNamed,
  type KeyRow,
  keyRow,
  makeNamed,
  type NamedSubject,
} from "./subject-store.ts";
import { createWrapping } from "./wrapping.ts";

/** A key that is in the cache: the box key and what is derived from it. */
interface HeldKey {
  sealing: SealingKey;
  secret: KeyObject;
  scopeId: string;
  /** Derived payload keys by day. */
  byDay: Map<string, SealingKey>;
}

/** The scope of what belongs to no project. It is created at the first start. */
export const systemScope = "system";

const heldScopes = 1000;
const heldSubjects = 10_000;
/** Label of the blind index of a caller's name. */
const nameLabel = "named-subject";

/**
 * Keys by scope and subject: the master key wraps a scope's key, a scope's key wraps its subjects' keys. Unwrapped
 * keys are cached for a minute at most, those of the scope "system" always. Throws if a master key does not have 32 bytes.
 */
export function createKeyring(deps: KeyringDeps): Keyring {
  const { random } = deps;
  const clock = deps.clock ?? Date.now;
  const wrapping = createWrapping(deps, random);
  let system: { sealing: SealingKey; macKey: KeyObject } | null = null;
  const scopes = createKeyCache<HeldKey>(heldScopes, clock);
  const subjects = createKeyCache<HeldKey>(heldSubjects, clock);
  const chains = createKeyCache<ChainLink>(heldScopes, clock);
  const named = createKeyCache<SubjectId>(heldSubjects, clock);
  const indexKeys = new WeakMap<KeyObject, Map<string, KeyObject>>();

  const keyring: Keyring = {
    async createScope(tx, scopeId) {
      const made = await tx
        .insertInto("keyScopes")
        .values({ id: scopeId, ...wrapping.wrap(scopeId, random(keyBytes)) })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .returning("id")
        .execute();
      return made.length > 0;
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
      // Only forward: another process may have advanced it further.
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
      const [found] = await findNamed(tx, scopeId, [blindIndex]);
      if (found) return found.id;
      const { secret } = await requireScope(tx, scopeId);
      const [made] = await makeNamed(tx, scopeId, [freshSubject(secret, blindIndex)]);
      // The subject that was found has been erased since: now the index is free.
      return made?.id ?? keyring.subjectFor(tx, scopeId, blindIndex);
    },
    async subjectsFor(tx, scopeId, blindIndexes) {
      if (blindIndexes.length === 0) return [];
      const { secret } = await requireScope(tx, scopeId);
      const made = await makeNamed(
        tx,
        scopeId,
        blindIndexes.map((blindIndex) => freshSubject(secret, blindIndex)),
      );
      const keys = new Map(
        made.map((each) => [each.blindIndex.toString("hex"), heldOf(secret, scopeId, each).sealing]),
      );
      return blindIndexes.map((blindIndex) => {
        const key = keys.get(Buffer.from(blindIndex).toString("hex"));
        if (!key) throw new Error("a subject was not returned");
        return key;
      });
    },
    async subjectsNamed(db, scopeId, names) {
      const ids = new Map<string, SubjectId>();
      for (const name of names) {
        const id = named.peek(nameIn(scopeId, name));
        if (id) ids.set(name, id);
      }
      // Retried if one that was found is erased before it is read: then it is created again.
      for (;;) {
        const unknown = names.filter((name) => !ids.has(name));
        if (unknown.length === 0) break;
        for (const [name, id] of await learnNames(db, scopeId, unknown)) ids.set(name, id);
      }
      return names.map((name) => {
        const id = ids.get(name);
        if (id === undefined) throw new Error("a subject was not returned");
        return id;
      });
    },
    async subjectNamed(db, scopeId, name) {
      return keyring.subjectFor(db, scopeId, await keyring.blindIndex(db, scopeId, nameLabel, name));
    },
    async findNamed(db, scopeId, name) {
      const index = await keyring.blindIndex(db, scopeId, nameLabel, name);
      const [found] = await findNamed(db, scopeId, [index]);
      return found?.id ?? null;
    },
    forgetNames(scopeId, names) {
      for (const name of names) named.drop(nameIn(scopeId, name));
    },
    async eraseSubject(tx, subjectId) {
      const linked = await tx
        .deleteFrom("subjectLinks")
        .where("linkedTo", "=", subjectId)
        .returning("subjectId")
        .execute();
      const ids = [subjectId, ...linked.map((link) => link.subjectId)].toSorted();
      for (const id of ids) {
        await eraseStored(tx, id, new Date(clock()));
        subjects.drop(id);
      }
      // A reader may have cached it again before the commit.
      afterCommit(tx, () => {
        for (const id of ids) subjects.drop(id);
      });
      const { onErased } = deps;
      if (onErased) awaitAfterCommit(tx, () => onErased(ids));
      return ids;
    },
    async linkSubject(tx, subjectId, linkedTo) {
      await tx
        .insertInto("subjectLinks")
        .values({ subjectId, linkedTo })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async openSystem(db) {
      // Not cached: a transaction that created the scope may have been rolled back.
      const held = await loadScope(db, systemScope);
      if (!held) throw new Error(`there is no key scope ${systemScope}`);
      system = { sealing: held.sealing, macKey: derive(held.secret, "secret-mac") };
    },
    get system() {
      return openedSystem().sealing;
    },
    secretMac: (value) => createHmac("sha256", openedSystem().macKey).update(value, "utf8").digest(),
    former: createFormerKeys(deps, random),
    wrapping,
  };
  return keyring;

  async function findScope(db: Db, scopeId: string): Promise<HeldKey | null> {
    return scopes.get(scopeId, db, () => loadScope(db, scopeId));
  }

  async function loadScope(db: Db, scopeId: string): Promise<HeldKey | null> {
    const row = await db
      .selectFrom("keyScopes")
      .select("wrappedKey")
      .where("id", "=", scopeId)
      .executeTakeFirst();
    return row ? hold(scopeId, scopeId, wrapping.unwrap(scopeId, row.wrappedKey).secret) : null;
  }

  function openedSystem() {
    if (system === null) throw new Error("the keyring is not open: verifyMasterKey comes first");
    return system;
  }

  function find(db: Db, keyId: string): Promise<HeldKey | null> {
    return isSubject(keyId) ? findSubject(db, keyId) : findScope(db, keyId);
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

  async function findSubject(db: Db, subjectId: SubjectId): Promise<HeldKey | null> {
    if (!db.isTransaction) {
      return subjects.get(subjectId, db, async () => opened(db, subjectId, await keyRow(db, subjectId)));
    }
    const row = await keyRow(db, subjectId);
    if (!row) return null;
    return subjects.get(subjectId, db, () => opened(db, subjectId, row));
  }

  async function opened(db: Db, subjectId: string, row: KeyRow | undefined): Promise<HeldKey | null> {
    if (!row) return null;
    const { secret } = await requireScope(db, row.scopeId);
    return hold(subjectId, row.scopeId, unsealBox(secret, row.wrappedKey, subjectContext(subjectId)));
  }

  function freshSubject(secret: KeyObject, blindIndex: Uint8Array): NamedSubject {
    const id = newId("subject", clock, random);
    const wrappedKey = sealBox(secret, random, random(keyBytes), subjectContext(id));
    return { id, blindIndex: Buffer.from(blindIndex), wrappedKey };
  }

  function heldOf(secret: KeyObject, scopeId: string, { id, wrappedKey }: NamedSubject): HeldKey {
    return hold(id, scopeId, unsealBox(secret, wrappedKey, subjectContext(id)));
  }

  /** Finds or creates the subjects with these names, and caches their ids and keys. */
  async function learnNames(
    db: Db,
    scopeId: string,
    names: readonly string[],
  ): Promise<Map<string, SubjectId>> {
    const { secret } = await requireScope(db, scopeId);
    const before = subjects.drops();
    const key = indexKey(secret, nameLabel);
    const indexes = new Map(
      names.map((name) => [createHmac("sha256", key).update(name, "utf8").digest("hex"), name]),
    );
    const wanted = [...indexes.keys()].toSorted().map((hex) => Buffer.from(hex, "hex"));
    const found = await findNamed(db, scopeId, wanted);
    const known = new Set(found.map(({ blindIndex }) => blindIndex.toString("hex")));
    const missing = wanted.filter((index) => !known.has(index.toString("hex")));
    const made =
      missing.length === 0
        ? []
        : await makeNamed(
            db,
            scopeId,
            missing.map((index) => freshSubject(secret, index)),
          );
    const ids = new Map<string, SubjectId>();
    for (const each of [...found, ...made]) {
      const name = indexes.get(each.blindIndex.toString("hex"));
      if (name === undefined) throw new Error("a subject was returned that nobody named");
      ids.set(name, each.id);
      named.put(nameIn(scopeId, name), each.id);
      if (subjects.drops() === before) subjects.put(each.id, heldOf(secret, scopeId, each));
    }
    return ids;
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

const nameIn = (scopeId: string, name: string): string => `${scopeId} ${name}`;
const subjectContext = (subjectId: string): string => `subject:${subjectId}:key`;

function isSubject(keyId: string): keyId is SubjectId {
  return keyId.startsWith("sub_");
}
