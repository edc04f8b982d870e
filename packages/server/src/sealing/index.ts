export { type SealingKey, UnsealError } from "./box.ts";
export { createKeyring, type Keyring, type KeyringDeps, type PayloadKeys } from "./keyring.ts";
export { registryScope, verifyMasterKey } from "./master-key.ts";
