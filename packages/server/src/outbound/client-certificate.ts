import { createHash, createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import tls, { type SecureContext } from "node:tls";
import type { ClientCertificate } from "./contract.ts";

/** The contents of a client certificate. */
export interface CertificateFacts {
  subject: string;
  /** SHA-256 of the certificate, colon-separated hex. */
  fingerprint: string;
  validTo: Date;
}

/** Why a certificate and a key can't be used together; `field` is the faulty one. */
export interface CertificateProblem {
  field: "certificate" | "key";
  problem: string;
}

/** The minimum TLS version; explicit, since options can lower the runtime's own minimum. */
export const minVersion = "TLSv1.2";

const blockForm = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** For use when saving: whether both can be parsed, belong together, and are accepted by TLS. */
export function checkClientCertificate(
  { certificate, key }: ClientCertificate,
  now: number,
): { ok: true; facts: CertificateFacts } | { ok: false; problem: CertificateProblem } {
  const refuse = (field: CertificateProblem["field"], problem: string) =>
    ({ ok: false, problem: { field, problem } }) as const;
  let chain: X509Certificate[];
  try {
    chain = (certificate.match(blockForm) ?? []).map((block) => new X509Certificate(block));
  } catch {
    return refuse("certificate", "contains a block that is not an X.509 certificate");
  }
  const [leaf] = chain;
  if (leaf === undefined) return refuse("certificate", "must be PEM: -----BEGIN CERTIFICATE-----");
  const privateKey = readKey(key);
  if (privateKey === null) return refuse("key", "must be a private key in PEM without a passphrase");
  if (!leaf.checkPrivateKey(privateKey)) return refuse("key", "does not belong to the first certificate");
  if (leaf.validToDate.getTime() <= now) return refuse("certificate", "has expired");
  try {
    tls.createSecureContext({ cert: certificate, key });
  } catch {
    return refuse("certificate", "is refused by TLS: its key is too short or its signature too weak");
  }
  return { ok: true, facts: factsOf(leaf) };
}

/** The contents of the certificate of a checked pair. */
export function clientCertificateFacts({ certificate }: ClientCertificate): CertificateFacts {
  return factsOf(new X509Certificate(certificate));
}

function factsOf(leaf: X509Certificate): CertificateFacts {
  return {
    subject: leaf.subject.replaceAll("\n", ", "),
    fingerprint: leaf.fingerprint256,
    validTo: leaf.validToDate,
  };
}

function readKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

const prints = new WeakMap<ClientCertificate, string>();

/** Distinguishes connections of different certificates; computed once per object. */
export function fingerprintOf(pair: ClientCertificate): string {
  const known = prints.get(pair);
  if (known !== undefined) return known;
  const print = createHash("sha256").update(`${pair.certificate}\0${pair.key}`).digest("base64url");
  prints.set(pair, print);
  return print;
}

/** The TLS settings that present the certificate; null if it can't be parsed. */
export function contextOf(pair: ClientCertificate, trusted: string[] | undefined): SecureContext | null {
  try {
    return tls.createSecureContext({
      minVersion,
      cert: pair.certificate,
      key: pair.key,
      ...(trusted ? { ca: trusted } : {}),
    });
  } catch {
    return null;
  }
}
