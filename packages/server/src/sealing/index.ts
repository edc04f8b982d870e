export { type SealingKey, UnsealError } from "./box.ts";
export { createKeyring, type Keyring, type PayloadKeys, systemScope } from "./keyring.ts";
export { countWrapped, MasterKeyError, registryScope, verifyMasterKey, type Wrapped } from "./master-key.ts";
export { rewrapSome, verifyRewrapped } from "./rewrap.ts";
