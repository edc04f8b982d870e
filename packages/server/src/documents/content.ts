import { inspectImage } from "../images/index.ts";
import { isPdf, isWholePdf } from "./pdf.ts";

/** The accepted types of a document's file, by its content, and their file extensions. */
export const extensions = { "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png" } as const;
export type DocumentContentType = keyof typeof extensions;

/** `type`: not an accepted type; `damaged`: an accepted type, but incomplete. */
export type ContentProblem = "empty" | "too-large" | "type" | "damaged";

export type ContentJudgement =
  | { ok: true; type: DocumentContentType }
  | { ok: false; problem: ContentProblem };

/** Determines a file's type by its structure; its name and declared type are ignored. */
export function judgeContent(bytes: Uint8Array, maxBytes: number): ContentJudgement {
  if (bytes.length === 0) return { ok: false, problem: "empty" };
  if (bytes.length > maxBytes) return { ok: false, problem: "too-large" };
  if (isPdf(bytes))
    return isWholePdf(bytes) ? { ok: true, type: "application/pdf" } : { ok: false, problem: "damaged" };
  const image = inspectImage(bytes);
  if (image.ok) return { ok: true, type: image.type };
  return { ok: false, problem: image.problem === "unknown-type" ? "type" : "damaged" };
}
