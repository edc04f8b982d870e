import type { Db } from "../db/index.ts";
import { UnsealError } from "./box.ts";
import type { Keyring } from "./keyring.ts";

/** The scope of the local registry's keys. It exists from the first start on, and so tells a wrong master key. */
export const registryScope = "registry";

/**
 * Checks that the master key is the one this database was made with; at the first start, makes the registry's
 * scope under it. Throws a message for the operator.
 */
export async function verifyMasterKey(db: Db, keyring: Keyring): Promise<void> {
  await keyring.createScope(db, registryScope);
  try {
    await keyring.scopeKey(db, registryScope);
  } catch (error) {
    if (!(error instanceof UnsealError)) throw error;
    throw new Error(
      "the master key doesn't fit this database: its keys were wrapped by another one. " +
        "Set COUNTERSIGN_MASTER_KEY, or the key file in DATA_DIR, to the key that the database was made with",
    );
  }
}
