export type { SealingKey } from "./box.ts";
export { createKeyring, type Keyring } from "./keyring.ts";
