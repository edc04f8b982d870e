import { createSecretKey, hkdfSync, type KeyObject } from "node:crypto";

export const keyBytes = 32;

/** A key for one purpose: HKDF-SHA256 (RFC 5869). */
export function derive(key: KeyObject, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync("sha256", key, "", `countersign:${purpose}`, keyBytes)));
}
