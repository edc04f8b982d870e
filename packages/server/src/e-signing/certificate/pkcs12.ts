import { createPrivateKey, X509Certificate } from "node:crypto";
import { CertBag, Certificate, PFX, PKCS8ShroudedKeyBag, PrivateKeyInfo, type SafeBag } from "pkijs";
import { engine } from "./engine.ts";
import { importKey } from "./import-key.ts";
import type { Signer } from "./signer.ts";

/** What the file has, or why it can't be used, without anything from it. */
export type OpenedPkcs12 = { kind: "opened"; signer: Signer } | { kind: "refused"; problem: string };

const unreadable = {
  kind: "refused",
  problem:
    "is not a PKCS#12 file that this passphrase opens; files of the time before AES are written anew by `openssl pkcs12 -legacy -in old.p12 -out all.pem` and `openssl pkcs12 -export -in all.pem -out new.p12`",
} as const;

/** Opens a PKCS#12 file (`.p12`, `.pfx`) with one private key, its certificate and those of its issuers. */
export async function openPkcs12(file: Uint8Array, passphrase: string): Promise<OpenedPkcs12> {
  const bags = await bagsOf(file, passphrase).catch(() => null);
  if (bags === null) return unreadable;
  const certificates: Certificate[] = [];
  const keys: PrivateKeyInfo[] = [];
  for (const { bagValue } of bags) {
    if (bagValue instanceof CertBag && bagValue.parsedValue instanceof Certificate)
      certificates.push(bagValue.parsedValue);
    if (bagValue instanceof PKCS8ShroudedKeyBag && bagValue.parsedValue) keys.push(bagValue.parsedValue);
    if (bagValue instanceof PrivateKeyInfo) keys.push(bagValue);
  }
  const [info, another] = keys;
  if (info === undefined || another !== undefined)
    return { kind: "refused", problem: "must have one private key" };
  return signerOf(new Uint8Array(info.toSchema().toBER()), certificates);
}

/** Called by the library's own examples; protected by its types. */
const unshroud = "parseInternalValues";

async function bagsOf(file: Uint8Array, passphrase: string): Promise<SafeBag[]> {
  const password = new TextEncoder().encode(passphrase).buffer;
  const pfx = PFX.fromBER(file.slice());
  await pfx.parseInternalValues({ password, checkIntegrity: true }, engine);
  const safe = pfx.parsedValue?.authenticatedSafe;
  if (safe === undefined) throw new Error("no contents");
  const count = safe.safeContents.length;
  await safe.parseInternalValues(
    { safeContents: Array.from({ length: count }, () => ({ password })) },
    engine,
  );
  const bags: SafeBag[] = safe.parsedValue.safeContents.flatMap(
    ({ value }: { value: { safeBags: SafeBag[] } }) => value.safeBags,
  );
  for (const { bagValue } of bags)
    if (bagValue instanceof PKCS8ShroudedKeyBag) await bagValue[unshroud]({ password }, engine);
  return bags;
}

async function signerOf(pkcs8: Uint8Array, certificates: readonly Certificate[]): Promise<OpenedPkcs12> {
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  const all = certificates.map((each) => new X509Certificate(Buffer.from(each.toSchema().toBER())));
  const own = all.find((each) => each.checkPrivateKey(privateKey));
  if (own === undefined) return { kind: "refused", problem: "has no certificate of its private key" };
  const key = await importKey(pkcs8);
  if (key === null)
    return { kind: "refused", problem: "must have an RSA key or one on the curve P-256, P-384 or P-521" };
  const chain = all.filter((each) => each !== own && !each.checkIssued(each)).map(({ raw }) => raw);
  return {
    kind: "opened",
    signer: {
      key,
      certificate: own.raw,
      chain,
      notBefore: own.validFromDate,
      notAfter: own.validToDate,
    },
  };
}
