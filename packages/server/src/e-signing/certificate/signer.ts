import type { webcrypto } from "node:crypto";

/** What signatures are made with: an operator's certificate, or a project's own for tests. */
export interface Signer {
  key: webcrypto.CryptoKey;
  /** DER. */
  certificate: Uint8Array;
  /** DER of its issuers, without those of the root. */
  chain: readonly Uint8Array[];
  /** Outside of these times it signs nothing. */
  notBefore: Date;
  notAfter: Date;
}
