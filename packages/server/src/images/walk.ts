/**
 * Why bytes are not a usable picture: `unknown-type` neither JPEG nor PNG by their first bytes; `truncated` the
 * file stops before its end mark; `corrupt` its structure contradicts the format; `too-large` more than
 * 16,384 pixels on a side.
 */
export type ImageProblem = "unknown-type" | "truncated" | "corrupt" | "too-large";

/** The result of walking a format; the caller adds the type. */
export type Walk = { ok: true; width: number; height: number } | { ok: false; problem: ImageProblem };
