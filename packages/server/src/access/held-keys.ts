import { awaitAfterCommit, type Tx } from "../db/index.ts";
import type { BearerActor } from "./actor.ts";

/** How long a process may accept a project's key after it read the store, in milliseconds. */
const heldMs = 10;
/** A timer may end a millisecond early. */
const marginMs = 5;

/** What the store said a moment ago of projects' keys. */
export interface HeldKeys {
  get(hash: Buffer): BearerActor | null;
  /** @param askedAt by `performance.now`, before the store was read. */
  hold(hash: Buffer, owner: BearerActor, askedAt: number, expiresAt: Date | null): void;
}

/**
 * Keeps projects' keys for ten milliseconds, so that a key with many calls costs one statement for all
 * of that time, and most calls wait for none. It has no entry for a key that the store doesn't know,
 * and none for people's tokens.
 */
export function createHeldKeys(clock: () => number): HeldKeys {
  // By the hash's object, of which there is one for each token (`createTokenHashes`).
  const held = new WeakMap<Buffer, { owner: BearerActor; until: number; expiresAt: number }>();
  return {
    get(hash) {
      const found = held.get(hash);
      if (found === undefined || performance.now() >= found.until || clock() >= found.expiresAt) return null;
      return found.owner;
    },
    hold(hash, owner, askedAt, expiresAt) {
      const end = expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
      held.set(hash, { owner, until: askedAt + heldMs, expiresAt: end });
    },
  };
}

/**
 * For transactions that revoke a key or change what it may do: they end only once no process holds what
 * was valid before the commit. So the change applies to every call that begins after its response, in
 * all processes, though none is told.
 */
export function outlastHeldKeys(tx: Tx): void {
  awaitAfterCommit(tx, () => new Promise((resolve) => setTimeout(resolve, heldMs + marginMs)));
}
