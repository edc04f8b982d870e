import { createHmac, createSecretKey, type KeyObject } from "node:crypto";

const prefix = "whsec_";

/**
 * The key in a `whsec_` secret (the prefix may be missing, as in other Standard Webhooks tools);
 * null when it is none.
 */
function signingKey(secret: string): KeyObject | null {
  const encoded = secret.startsWith(prefix) ? secret.slice(prefix.length) : secret;
  const bytes = Buffer.from(encoded, "base64");
  const canonical = (text: string) => text.replace(/=+$/, "");
  if (bytes.length === 0 || canonical(bytes.toString("base64")) !== canonical(encoded)) return null;
  return createSecretKey(bytes);
}

/**
 * A webhook's secrets with their keys decoded: keep one per webhook, signing is then one HMAC per
 * secret.
 */
export interface Signer {
  /**
   * the `whsec_` secrets as text, the leading one first: formats of other services have room for it
   * alone, and use the text itself as key
   */
  readonly secrets: readonly string[];
  /**
   * The Standard Webhooks signatures of `id.timestamp.body`, `v1,<base64>` each, in the order of
   * the secrets.
   */
  signatures(id: string, timestamp: number, body: string | Uint8Array): string[];
}

/**
 * A signer for these `whsec_` secrets, the leading one first. Throws a TypeError (without the
 * secret) when there is none, or one is not `whsec_` and base64.
 */
export function signer(secrets: readonly string[]): Signer {
  if (secrets.length === 0) throw new TypeError("a webhook has at least one signing secret");
  const keys = secrets.map((secret) => {
    const key = signingKey(secret);
    if (key === null) throw new TypeError("a signing secret is whsec_ and base64");
    return key;
  });
  return {
    secrets: [...secrets],
    signatures: (id, timestamp, body) =>
      keys.map((key) => {
        const mac = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64");
        return `v1,${mac}`;
      }),
  };
}
