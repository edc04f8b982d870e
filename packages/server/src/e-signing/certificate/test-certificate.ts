import { webcrypto, X509Certificate } from "node:crypto";
import type { Random } from "@countersign/wire";
import { BitString, Integer, PrintableString } from "asn1js";
import { AttributeTypeAndValue, BasicConstraints, Certificate, Extension, Time } from "pkijs";
import { engine } from "./engine.ts";

const commonName = "2.5.4.3";
const basicConstraints = "2.5.29.19";
const keyUsage = "2.5.29.15";
/** `digitalSignature` and `nonRepudiation`. */
const usage = 0b1100_0000;
const years = 20;

/** A self-made certificate and its key, which no reader trusts: for projects in test mode. */
export interface TestCertificate {
  /** DER. */
  certificate: Buffer;
  /** PKCS#8, DER. */
  key: Buffer;
}

/** Makes a certificate on the curve P-256, valid for twenty years. */
export async function makeTestCertificate({
  random,
  now,
}: {
  random: Random;
  now: number;
}): Promise<TestCertificate> {
  const pair = await webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]);
  const certificate = new Certificate({ version: 2 });
  // Positive: its first bit is 0.
  const serial = Buffer.from(random(16));
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  certificate.serialNumber = new Integer({ valueHex: new Uint8Array(serial).buffer });
  for (const name of [certificate.issuer, certificate.subject])
    name.typesAndValues.push(
      new AttributeTypeAndValue({
        type: commonName,
        value: new PrintableString({ value: "Countersign test signature, not valid" }),
      }),
    );
  const start = new Date(now);
  const end = new Date(start);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  certificate.notBefore = new Time({ value: start });
  certificate.notAfter = new Time({ value: end });
  certificate.extensions = [
    new Extension({
      extnID: basicConstraints,
      critical: true,
      extnValue: new BasicConstraints({ cA: false }).toSchema().toBER(),
    }),
    new Extension({
      extnID: keyUsage,
      critical: true,
      extnValue: new BitString({ valueHex: new Uint8Array([usage]).buffer, unusedBits: 6 }).toBER(),
    }),
  ];
  await certificate.subjectPublicKeyInfo.importKey(pair.publicKey, engine);
  await certificate.sign(pair.privateKey, "SHA-256", engine);
  const der = Buffer.from(certificate.toSchema(true).toBER());
  const key = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", pair.privateKey));
  return { certificate: new X509Certificate(der).raw, key };
}
