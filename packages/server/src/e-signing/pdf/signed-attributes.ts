import { ObjectIdentifier, OctetString, Sequence } from "asn1js";
import { Attribute, SignedAndUnsignedAttributes } from "pkijs";

export const dataType = "1.2.840.113549.1.7.1";
const contentType = "1.2.840.113549.1.9.3";
const messageDigest = "1.2.840.113549.1.9.4";
const signingCertificateV2 = "1.2.840.113549.1.9.16.2.47";

/**
 * What a PAdES baseline signature signs: the kind of the content, its SHA-256 and that of the certificate. The time is in
 * the PDF's own dictionary, not here (ETSI EN 319 142-1). In the order of a DER set: by their length.
 */
export function signedAttributes(digest: ArrayBuffer, certificateDigest: ArrayBuffer) {
  // SHA-256 is the default algorithm of an ESSCertIDv2.
  const certificate = new Sequence({ value: [new OctetString({ valueHex: certificateDigest })] });
  const attributes = [
    new Attribute({ type: contentType, values: [new ObjectIdentifier({ value: dataType })] }),
    new Attribute({ type: messageDigest, values: [new OctetString({ valueHex: digest })] }),
    new Attribute({
      type: signingCertificateV2,
      values: [new Sequence({ value: [new Sequence({ value: [certificate] })] })],
    }),
  ];
  return new SignedAndUnsignedAttributes({ type: 0, attributes });
}
