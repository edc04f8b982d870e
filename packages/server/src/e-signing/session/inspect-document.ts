import { createHash } from "node:crypto";
import { isBase64, type SigningDocument } from "@countersign/wire";
import { isWholePdf } from "../../documents/index.ts";
import type { Project } from "../../projects/index.ts";
import type { CodeRecipient } from "../codes/codes.ts";
import type { ESigningDeps } from "../deps.ts";
import { pdfProblems } from "../pdf/contract.ts";

/** A document that can be signed. */
export interface SupplyableDocument {
  name: string;
  pdf: Buffer;
  pages: number;
  sha256: string;
  codeTo: CodeRecipient | null;
}

export type Inspected =
  | { kind: "document"; document: SupplyableDocument }
  /** `field`: within the document. */
  | { kind: "refused"; field: keyof SigningDocument; problem: string };

/**
 * Checks a document that an integrator supplies, before a transaction: a process of its own reads it. Live projects need
 * to say where the one-time code goes.
 */
export async function inspectDocument(
  deps: Pick<ESigningDeps, "reader" | "maxDocumentBytes">,
  { mode }: Pick<Project, "mode">,
  { name, contentBase64, codeTo }: SigningDocument,
): Promise<Inspected> {
  const refused = (field: keyof SigningDocument, problem: string) =>
    ({ kind: "refused", field, problem }) as const;
  if (mode === "live" && codeTo === undefined)
    return refused("codeTo", "is required in a live project: where the one-time code goes");
  if (!isBase64(contentBase64)) return refused("contentBase64", "must be base64");
  const pdf = Buffer.from(contentBase64, "base64");
  if (pdf.length > deps.maxDocumentBytes)
    return refused("contentBase64", `must be at most ${deps.maxDocumentBytes} bytes`);
  if (!isWholePdf(pdf)) return refused("contentBase64", pdfProblems.unreadable);
  const result = await deps.reader.run({ kind: "inspect", pdf });
  if (result.kind === "refused") return refused("contentBase64", pdfProblems[result.problem]);
  if (result.kind !== "inspected") throw new Error(`a file was to be inspected, but it was ${result.kind}`);
  const sha256 = createHash("sha256").update(pdf).digest("hex");
  return {
    kind: "document",
    document: { name, pdf, pages: result.pages, sha256, codeTo: codeTo ?? null },
  };
}
