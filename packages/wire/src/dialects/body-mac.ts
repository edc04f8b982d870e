import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * HMAC-SHA256 under a webhook's secret taken as text, prefix and all: what the formats of Love&Pay
 * and Treezor sign with. The Standard Webhooks signature decodes the same secret instead, see
 * `signer`.
 */
export function textMac(secret: string, content: string | Uint8Array): Buffer {
  return createHmac("sha256", secret).update(content).digest();
}

/**
 * Whether the MAC is that of the content under one of the secrets; compared in constant time, none
 * left out.
 */
export function isTextMac(
  mac: Uint8Array,
  secrets: readonly string[],
  content: string | Uint8Array,
): boolean {
  let found = false;
  for (const secret of secrets) {
    const expected = textMac(secret, content);
    if (mac.length === expected.length && timingSafeEqual(mac, expected)) found = true;
  }
  return found;
}
