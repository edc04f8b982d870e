const prefix = "whsec_";
/** Countersign's secrets have 24 to 64 bytes; what is shorter is something else. */
const minBytes = 24;
const hmac = { name: "HMAC", hash: "SHA-256" };

/**
 * The verification keys in `whsec_` secrets (the prefix may be missing, as in other Standard
 * Webhooks tools).
 *
 * @throws TypeError, without the secret, if there is none or one is not base64.
 */
export function verificationKeys(secrets: readonly string[]): Promise<CryptoKey[]> {
  if (secrets.length === 0) throw new TypeError("secrets: give at least one whsec_ secret");
  const keys = secrets.map((secret, index) => keyBytes(secret, index));
  return Promise.all(keys.map((bytes) => crypto.subtle.importKey("raw", bytes, hmac, false, ["sign"])));
}

function keyBytes(secret: unknown, index: number): Uint8Array<ArrayBuffer> {
  const problem = () =>
    new TypeError(
      `secrets[${index}] is not a signing secret: it must be whsec_ and base64, as Countersign shows it`,
    );
  if (typeof secret !== "string") throw problem();
  const bytes = base64Bytes(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret);
  if (bytes === null || bytes.length < minBytes) throw problem();
  return bytes;
}

/** The bytes of standard base64, with or without padding; null for other text. */
export function base64Bytes(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
