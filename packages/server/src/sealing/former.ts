import { createHmac } from "node:crypto";
import type { Random } from "@countersign/wire";
import { type SealingKey, sealingKey, UnsealError } from "./box.ts";
import { derive } from "./derive.ts";
import { type MasterKeys, secretsOf } from "./wrapping.ts";

/**
 * What was derived from the master key itself before the service's own scope existed. It only reads what stores of that
 * time hold; nothing new is made with it.
 */
export interface FormerKeys {
  /** Opens a box of that time. Throws `UnsealError`. */
  unseal: SealingKey["unseal"];
  /** The keyed hashes that a value had, one for each master key. */
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
