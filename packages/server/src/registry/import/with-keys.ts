import type { Tx } from "../../db/index.ts";
import { registryScope, type SealingKey } from "../../sealing/index.ts";
import type { RegistryDeps } from "../deps.ts";
import { type Indexed, latestByIndex } from "./latest.ts";

/** A record of a batch with the key of the subject that it is about. */
interface Keyed<T> extends Indexed<T> {
  key: SealingKey;
}

/** The latest record per index with its subject's key: found or created for all of them in one statement. */
export async function withKeys<T>(deps: RegistryDeps, tx: Tx, batch: Indexed<T>[]): Promise<Keyed<T>[]> {
  const records = latestByIndex(batch);
  const keys = await deps.keyring.subjectsFor(
    tx,
    registryScope,
    records.map((record) => record.index),
  );
  return records.map((record, i) => {
    const key = keys[i];
    if (!key) throw new Error("the keyring omitted a subject");
    return { ...record, key };
  });
}
