import { randomBytes } from "node:crypto";
import { PDF } from "@libpdf/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importKey } from "../certificate/import-key.ts";
import type { Signer } from "../certificate/signer.ts";
import { makeTestCertificate } from "../certificate/test-certificate.ts";
import { pdfForTest } from "../testing/pdfs.ts";
import { signatureOf } from "../testing/signed-pdf.ts";
import { createPdfReader } from "./pdf-reader.ts";
import { signPdf } from "./sign-pdf.ts";

const at = Date.UTC(2026, 10, 29, 9, 30);
const evidence = { json: '{"session":"s"}', page: ["Evidence", "Session: s"] };
const reader = createPdfReader();
let signer: Signer;
beforeAll(async () => {
  const { certificate, key: pkcs8 } = await makeTestCertificate({ random: randomBytes, now: at });
  const key = await importKey(pkcs8);
  if (key === null) throw new Error("the self-made key can't sign");
  signer = { key, certificate, chain: [], notBefore: new Date(at), notAfter: new Date(at + 1) };
});
afterAll(() => reader.close());

const sign = (pdf: Buffer) => signPdf(reader, signer, { pdf, evidence, at });
async function signed(pdf: Buffer): Promise<Buffer> {
  const result = await sign(pdf);
  if (result.kind !== "signed") throw new Error(result.problem);
  return result.pdf;
}

describe("a signed document", () => {
  test("begins with the very bytes that were given, and its signature covers the whole file", async () => {
    const given = await pdfForTest();
    const pdf = await signed(given);
    expect(pdf.subarray(0, given.length).equals(given)).toBe(true);
    expect(await signatureOf(pdf)).toEqual({
      verified: true,
      coversAll: true,
      digestIsOfFile: true,
      // Content type, digest, signing certificate: the time is in the dictionary alone, as PAdES has it.
      attributes: ["1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.16.2.47"],
      subFilter: "ETSI.CAdES.detached",
      certificates: 1,
    });
    expect(pdf.toString("latin1")).toContain("/M (D:20261129093000");
  });

  test("has the evidence as a page and as a file", async () => {
    const pdf = await PDF.load(await signed(await pdfForTest({ pages: 2 })));
    expect(pdf.getPageCount()).toBe(3);
    expect(pdf.getPage(2)?.extractText().text).toContain("Session: s");
    expect(Buffer.from(pdf.getAttachment("evidence.json") ?? []).toString()).toBe(evidence.json);
  });

  test("no longer verifies once a byte of the document or of the evidence is another", async () => {
    const given = await pdfForTest();
    const pdf = await signed(given);
    for (const offset of [100, given.length + 100]) {
      const changed = Buffer.from(pdf);
      changed[offset] = (changed[offset] ?? 0) ^ 1;
      await expect(signatureOf(changed).then(({ verified }) => verified)).rejects.toThrow("digest");
    }
  });
});

describe("a file that can't be signed", () => {
  test.each([
    ["unreadable", async () => Buffer.from("%PDF-1.7\nnothing\n%%EOF")],
    ["unreadable", async () => (await pdfForTest()).subarray(0, 500)],
    ["encrypted", () => pdfForTest({ password: "secret" })],
    ["active", () => pdfForTest({ script: "app.alert(1)" })],
    ["signed", async () => signed(await pdfForTest())],
  ])("is refused: %s", async (problem, file) => {
    const pdf = await file();
    expect(await sign(pdf)).toEqual({ kind: "refused", problem });
    expect(await reader.run({ kind: "inspect", pdf })).toEqual({ kind: "refused", problem });
  });
});

test("a linearized file keeps its bytes as well", async () => {
  const given = await pdfForTest({ linearized: true });
  expect(given.toString("latin1")).toContain("/Linearized 1");
  const pdf = await signed(given);
  expect(pdf.subarray(0, given.length).equals(given)).toBe(true);
  expect(await signatureOf(pdf)).toMatchObject({ verified: true, coversAll: true });
});
