import { webcrypto } from "node:crypto";
import { CryptoEngine } from "pkijs";

/** Node's own cryptography, for pkijs: it runs in the thread pool. */
export const engine = new CryptoEngine({
  name: "node",
  crypto: webcrypto as unknown as typeof globalThis.crypto,
});
