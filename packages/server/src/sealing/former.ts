import { createHmac } from "node:crypto";
import type { Random } from "@countersign/wire";
import { type SealingKey, sealingKey, UnsealError } from "./box.ts";
import { derive } from "./derive.ts";
import { type MasterKeys, secretsOf } from "./wrapping.ts";

/**
 * Keys that earlier versions derived from the master key itself, before the service had a scope of its own. Only for
 * reading old stores; nothing new is sealed with them.
 */
export interface FormerKeys {
  /** Opens a box of those versions. Throws `UnsealError`. */
  unseal: SealingKey["unseal"];
  /** The keyed hashes of a value in those versions, one for each master key. */
  macs(value: string): Buffer[];
}

export function createFormerKeys(keys: MasterKeys, random: Random): FormerKeys {
  const masters = secretsOf(keys);
  const systems = masters.map((master) => sealingKey("system", derive(master, "system"), random));
  const macKeys = masters.map((master) => derive(master, "secret-mac"));
  return {
    unseal(sealed, context) {
      for (const system of systems) {
        try {
          return system.unseal(sealed, context);
        } catch (error) {
          if (!(error instanceof UnsealError)) throw error;
        }
      }
      throw new UnsealError("the box was altered, or sealed by another master key or for another context");
    },
    macs: (value) => macKeys.map((key) => createHmac("sha256", key).update(value, "utf8").digest()),
  };
}
