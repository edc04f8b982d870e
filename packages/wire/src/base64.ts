import * as z from "zod";

/**
 * Whether the text is standard base64 with padding and not empty. One linear pass: a grouped
 * pattern such as `(?:[A-Za-z0-9+/]{4})*` backtracks on pictures of several megabytes.
 */
export function isBase64(text: string): boolean {
  return text.length > 0 && text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

/** Bytes as standard padded base64. */
export const base64Schema = z.string().refine(isBase64, "must be base64").meta({ contentEncoding: "base64" });
