import type { Db } from "../db/index.ts";
import { registryScope } from "../sealing/index.ts";
import type { RegistryDeps } from "./deps.ts";

type Deps = Pick<RegistryDeps, "keyring">;

/** Keyed hash by which a person is found by their PINFL. */
export function pinflIndex(deps: Deps, db: Db, pinfl: string): Promise<Buffer> {
  return deps.keyring.blindIndex(db, registryScope, "pinfl", pinfl);
}

/** Keyed hash by which a person is found by document; spaces and case are ignored. */
export function documentIndex(deps: Deps, db: Db, document: string): Promise<Buffer> {
  return deps.keyring.blindIndex(db, registryScope, "document", plainDocument(document));
}

/** Keyed hash of one crossing: a document entered on one day. */
export function crossingIndex(deps: Deps, db: Db, document: string, entryDate: string): Promise<Buffer> {
  return deps.keyring.blindIndex(db, registryScope, "crossing", `${plainDocument(document)}/${entryDate}`);
}

/** A document's series and number, joined, in capital letters. */
export function plainDocument(document: string): string {
  return document.replace(/\s/g, "").toUpperCase();
}
