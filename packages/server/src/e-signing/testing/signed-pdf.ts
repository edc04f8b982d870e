import { createHash } from "node:crypto";
import type { OctetString } from "asn1js";
import { ContentInfo, SignedData } from "pkijs";
import { engine } from "../certificate/engine.ts";

/** What a signed PDF says of its signature, and whether it is true, by pkijs's own verification. */
export async function signatureOf(pdf: Buffer) {
  const text = pdf.toString("latin1");
  const [, , start = 0, end = 0, rest = 0] =
    /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/.exec(text)?.map(Number) ?? [];
  const signed = Buffer.concat([pdf.subarray(0, start), pdf.subarray(end, end + rest)]);
  const cms = Buffer.from(text.slice(start + 1, end - 1), "hex");
  const data = new SignedData({ schema: ContentInfo.fromBER(new Uint8Array(cms)).content });
  const verified = await data.verify({ signer: 0, data: new Uint8Array(signed).buffer }, engine);
  const attributes = data.signerInfos[0]?.signedAttrs?.attributes ?? [];
  const digest = attributes.find(({ type }) => type === "1.2.840.113549.1.9.4")?.values[0] as OctetString;
  return {
    verified,
    coversAll: end + rest === pdf.length,
    digestIsOfFile: Buffer.from(digest.valueBlock.valueHexView).equals(
      createHash("sha256").update(signed).digest(),
    ),
    attributes: attributes.map(({ type }) => type),
    subFilter: /\/SubFilter\s*\/([\w.]+)/.exec(text)?.[1],
    certificates: data.certificates?.length,
  };
}
