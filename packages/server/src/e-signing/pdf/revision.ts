import { PDF, type SignatureField, type Signer, StandardFonts } from "@libpdf/core";
import { hasActiveContent } from "./active-content.ts";
import type { InspectTask, PdfProblem, PdfResult, PrepareTask } from "./contract.ts";

/** Reads a file and says whether it can be signed. */
export async function inspect({ pdf: bytes }: InspectTask): Promise<PdfResult> {
  const pdf = await open(bytes);
  const problem = pdf === null ? "unreadable" : problemOf(pdf);
  return pdf === null || problem !== null
    ? { kind: "refused", problem: problem ?? "unreadable" }
    : { kind: "inspected", pages: pdf.getPageCount() };
}

/**
 * Adds the evidence, as a page and as an attachment, and an invisible signature field, in a revision after the file's own
 * bytes, which stay as they are.
 */
export async function prepare(task: PrepareTask): Promise<PdfResult> {
  const pdf = await open(task.pdf);
  const problem = pdf === null ? "unreadable" : problemOf(pdf);
  if (pdf === null || problem !== null) return { kind: "refused", problem: problem ?? "unreadable" };
  const at = new Date(task.at);
  pdf.addAttachment("evidence.json", Buffer.from(task.evidence), {
    mimeType: "application/json",
    description: "Evidence of the signature",
    createdAt: at,
    modifiedAt: at,
  });
  addPage(pdf, task.page);
  const { bytes } = await pdf.sign({
    signer: placeholder(task.certificate),
    reason: "Agreed to and confirmed with a one-time code",
    signingTime: at,
    level: "B-B",
    estimatedSize: task.room,
  });
  return { kind: "prepared", tail: bytes.subarray(task.pdf.length) };
}

/** Null if it can't be read as it stands, without guessing. */
async function open(bytes: Uint8Array): Promise<PDF | null> {
  try {
    const pdf = await PDF.load(notLinearized(bytes));
    return pdf.isEncrypted || pdf.canSaveIncrementally() === null ? pdf : null;
  } catch {
    return null;
  }
}

function problemOf(pdf: PDF): PdfProblem | null {
  if (pdf.isEncrypted) return "encrypted";
  if (pdf.getPageCount() === 0) return "empty";
  const fields = pdf.getForm()?.getFields() ?? [];
  if (fields.some((field) => field.type === "signature" && (field as SignatureField).isSigned()))
    return "signed";
  return hasActiveContent(pdf) ? "active" : null;
}

/** How far into a file the dictionary may be that says that it is linearized. */
const headBytes = 1024;

/**
 * A copy that does not say that it is linearized: appended to, no file is any more, but the library would write such
 * ones anew. Only the copy's own bytes differ, at the same places.
 */
function notLinearized(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  const at = copy.subarray(0, headBytes).indexOf("/Linearized");
  if (at !== -1) copy.write("/WasLinear.", at, "latin1");
  return copy;
}

const margin = 56;
const titleSize = 16;
const lineSize = 10;

function addPage(pdf: PDF, [title = "", ...lines]: readonly string[]): void {
  const page = pdf.addPage({ size: "a4" });
  const top = page.height - margin - titleSize;
  page.drawText(title, { x: margin, y: top, size: titleSize, font: StandardFonts.HelveticaBold });
  lines.forEach((line, index) => {
    const y = top - 2 * titleSize - index * lineSize * 1.6;
    page.drawText(line, { x: margin, y, size: lineSize, font: StandardFonts.Helvetica });
  });
}

/** Signs nothing: the real signature is made where the key is, and takes its place. */
function placeholder(certificate: Uint8Array): Signer {
  return {
    certificate,
    keyType: "EC",
    signatureAlgorithm: "ECDSA",
    sign: async () => new Uint8Array(8),
  };
}
