import { inspectImage } from "../images/index.ts";
import { isPdf, isWholePdf } from "./pdf.ts";

/** What a document's file may be, by its content; and what its name ends with. */
export const extensions = { "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png" } as const;
export type DocumentContentType = keyof typeof extensions;

/** `type`: it is none of the accepted ones; `damaged`: it is one, but not a whole one. */
export type ContentProblem = "empty" | "too-large" | "type" | "damaged";

export type ContentJudgement =
  | { ok: true; type: DocumentContentType }
  | { ok: false; problem: ContentProblem };

/** Says what a file is by its structure; its name and what the sender calls it play no part. */
export function judgeContent(bytes: Uint8Array, maxBytes: number): ContentJudgement {
  if (bytes.length === 0) return { ok: false, problem: "empty" };
  if (bytes.length > maxBytes) return { ok: false, problem: "too-large" };
  if (isPdf(bytes))
    return isWholePdf(bytes) ? { ok: true, type: "application/pdf" } : { ok: false, problem: "damaged" };
  const image = inspectImage(bytes);
  if (image.ok) return { ok: true, type: image.type };
  return { ok: false, problem: image.problem === "unknown-type" ? "type" : "damaged" };
}
