import { webcrypto } from "node:crypto";
import {
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedData,
  SignerInfo,
} from "pkijs";
import { engine } from "../certificate/engine.ts";
import type { Signer } from "../certificate/signer.ts";
import { dataType, signedAttributes } from "./signed-attributes.ts";

/** A detached CMS signature (CAdES baseline B) of what has this SHA-256, with the certificates, in DER. */
export async function signDigest(signer: Signer, digest: ArrayBuffer): Promise<Buffer> {
  const certificate = Certificate.fromBER(signer.certificate.slice());
  const certificateDigest = await webcrypto.subtle.digest("SHA-256", signer.certificate.slice());
  const { issuer, serialNumber } = certificate;
  const data = new SignedData({
    version: 1,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: dataType }),
    certificates: [certificate, ...signer.chain.map((each) => Certificate.fromBER(each.slice()))],
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer, serialNumber }),
        signedAttrs: signedAttributes(digest, certificateDigest),
      }),
    ],
  });
  await data.sign(signer.key, 0, "SHA-256", undefined, engine);
  const content = data.toSchema(true);
  return Buffer.from(new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content }).toSchema().toBER());
}
