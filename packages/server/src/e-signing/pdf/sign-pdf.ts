import { webcrypto } from "node:crypto";
import type { Signer } from "../certificate/signer.ts";
import { signDigest } from "./cms.ts";
import type { PdfProblem } from "./contract.ts";
import type { PdfReader } from "./pdf-reader.ts";

/** The evidence of a signature: for programs, and as ASCII lines for people. */
export interface PdfEvidence {
  json: string;
  page: readonly string[];
}

export type SignPdfResult = { kind: "signed"; pdf: Buffer } | { kind: "refused"; problem: PdfProblem };

/** What a CMS signature takes besides its certificates, with room to spare. */
const roomBesideCertificates = 4096;

/**
 * Signs a PDF with the evidence in it: PAdES baseline B, in a revision after the file's own bytes, which stay as they are.
 * Another process reads the file and prepares the revision; the key and what is signed with it stay in this one.
 */
export async function signPdf(
  reader: PdfReader,
  signer: Signer,
  { pdf, evidence, at }: { pdf: Buffer; evidence: PdfEvidence; at: number },
): Promise<SignPdfResult> {
  const { certificate, chain } = signer;
  const room = [certificate, ...chain].reduce((sum, each) => sum + each.length, roomBesideCertificates);
  const { json, page } = evidence;
  const prepared = await reader.run({ kind: "prepare", pdf, certificate, room, evidence: json, page, at });
  if (prepared.kind === "refused") return prepared;
  if (prepared.kind !== "prepared") throw new Error(`a revision was asked for, but ${prepared.kind}`);
  const whole = Buffer.concat([pdf, prepared.tail]);
  const [start, end] = placeOf(whole, pdf.length);
  const signed = Buffer.concat([whole.subarray(0, start), whole.subarray(end)]);
  const signature = await signDigest(signer, await webcrypto.subtle.digest("SHA-256", signed));
  const hex = signature.toString("hex");
  const width = end - start - 2;
  if (hex.length > width) throw new Error("the signature is longer than the room that was left for it");
  whole.write(hex.padEnd(width, "0"), start + 1, "latin1");
  return { kind: "signed", pdf: whole };
}

/** Where the signature stands, `<` and `>` included: what its byte range leaves out of the whole file. */
function placeOf(whole: Buffer, from: number): [start: number, end: number] {
  const tail = whole.subarray(from).toString("latin1");
  const ranges = [...tail.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)];
  const [zero, start = 0, end = 0, rest] = ranges.at(0)?.slice(1).map(Number) ?? [];
  const isWhole = ranges.length === 1 && zero === 0 && start >= from && end + (rest ?? 0) === whole.length;
  if (!isWhole || !/^<[0-9a-f]*>$/i.test(whole.toString("latin1", start, end)))
    throw new Error("the revision to sign does not cover the whole file");
  return [start, end];
}
