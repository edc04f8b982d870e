/**
 * Keys and encryption at rest: AES-256-GCM with a key per project and per person, wrapped by the master
 * key, and bound to the place where the text is stored. Destroying a person's key erases them.
 *
 *     const keyring = createKeyring({ masterKey, random });
 *     const key = await keyring.subjectKey(db, subjectId); // null: erased
 *     const sealed = key?.seal(JSON.stringify(person), `session:${id}:person`);
 */
export { type SealingKey, UnsealError } from "./box.ts";
export { createKeyring, systemScope } from "./keyring.ts";
export type { Keyring, KeyringDeps, PayloadKeys } from "./keyring-contract.ts";
export { countWrapped, MasterKeyError, registryScope, verifyMasterKey, type Wrapped } from "./master-key.ts";
export { repeatErasures } from "./repeat-erasures.ts";
export { rewrapSome, verifyRewrapped } from "./rewrap.ts";
