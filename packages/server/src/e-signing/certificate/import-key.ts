import { createPrivateKey, type KeyObject, webcrypto } from "node:crypto";

const curves: Readonly<Record<string, string>> = {
  prime256v1: "P-256",
  secp384r1: "P-384",
  secp521r1: "P-521",
};

/** A private key in PKCS#8 (DER), for signing with SHA-256. Null for one of another kind than RSA or a NIST curve. */
export async function importKey(pkcs8: Uint8Array): Promise<webcrypto.CryptoKey | null> {
  const algorithm = algorithmOf(createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" }));
  return algorithm && webcrypto.subtle.importKey("pkcs8", pkcs8.slice(), algorithm, false, ["sign"]);
}

function algorithmOf(key: KeyObject) {
  if (key.asymmetricKeyType === "rsa") return { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const namedCurve = curves[key.asymmetricKeyDetails?.namedCurve ?? ""];
  return namedCurve === undefined ? null : { name: "ECDSA", namedCurve };
}
