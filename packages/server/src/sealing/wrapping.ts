import { createSecretKey, type KeyObject } from "node:crypto";
import type { Random } from "@countersign/wire";
import { sealBox, UnsealError, unsealBox } from "./box.ts";
import { derive, keyBytes } from "./derive.ts";

/** A scope's stored key: wrapped, with the label of the master key that wrapped it. */
interface WrappedScopeKey {
  wrappedKey: Buffer;
  wrappedBy: string;
}

/** The master keys. They wrap the keys of scopes, and nothing else. */
export interface Wrapping {
  /** The label of the current master key, in hex. It distinguishes keys and reveals nothing about them. */
  current: string;
  /** The labels of all configured master keys, the current one's first. */
  labels: string[];
  /** Wraps with the current master key. */
  wrap(scopeId: string, secret: Uint8Array): WrappedScopeKey;
  /** The key, and the label of the configured master key that unwrapped it. Throws `UnsealError`. */
  unwrap(scopeId: string, wrappedKey: Uint8Array): { secret: Buffer; wrappedBy: string };
}

export interface MasterKeys {
  /** 32 bytes. */
  masterKey: Uint8Array;
  /** During a rotation: what it wrapped can still be unwrapped. */
  previousMasterKey?: Uint8Array | null | undefined;
}

const labelBytes = 8;

/** Throws if a master key does not have 32 bytes. */
export function createWrapping(keys: MasterKeys, random: Random): Wrapping {
  const [current, ...previous] = secretsOf(keys).map((master) => ({
    label: derive(master, "label").export().subarray(0, labelBytes).toString("hex"),
    key: derive(master, "wrap"),
  }));
  if (current === undefined) throw new Error("there is no master key");
  const all = [current, ...previous];
  return {
    current: current.label,
    labels: all.map(({ label }) => label),
    wrap: (scopeId, secret) => ({
      wrappedKey: sealBox(current.key, random, secret, contextOf(scopeId)),
      wrappedBy: current.label,
    }),
    unwrap(scopeId, wrappedKey) {
      for (const { key, label } of all) {
        try {
          return { secret: unsealBox(key, wrappedKey, contextOf(scopeId)), wrappedBy: label };
        } catch (error) {
          if (!(error instanceof UnsealError)) throw error;
        }
      }
      throw new UnsealError(`the key of the scope ${scopeId} was wrapped by another master key, or altered`);
    },
  };
}

/** The master keys, the current one first. */
export function secretsOf({ masterKey, previousMasterKey }: MasterKeys): KeyObject[] {
  return [masterKey, previousMasterKey].flatMap((key) => {
    if (!key) return [];
    if (key.length !== keyBytes)
      throw new Error(`the master key must have ${keyBytes} bytes, not ${key.length}`);
    return [createSecretKey(key)];
  });
}

const contextOf = (scopeId: string): string => `key-scope:${scopeId}`;
