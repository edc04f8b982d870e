import type { Random } from "../random.ts";
import type { Known } from "../world/known.ts";

/**
 * The kind of credentials of a request, and where they are sent. `browser`: the console's cookie;
 * `visitor`: the console before anybody signed in.
 */
export type Auth =
  | "operator"
  | "reviewer"
  | "project"
  | "able-id"
  | "love-and-pay"
  | "page"
  | "browser"
  | "visitor"
  | "none";

/** The source of a request's unchanged body. */
export type Body =
  | { kind: "none" }
  | { kind: "json"; value: unknown }
  | { kind: "form"; fields: readonly FormPart[] }
  | { kind: "bytes"; type: string; bytes: Buffer };

/** A part of a multipart body. A part with a file name is a file. */
export interface FormPart {
  name: string;
  value: Buffer | string;
  fileName?: string;
  type?: string;
}

/** One method of one path, with everything to make a request that could succeed. */
export interface Route {
  /** `METHOD /path/{name}`, the key of the counts. */
  name: string;
  method: string;
  /** With `{name}` for parameters. */
  path: string;
  auth: readonly Auth[];
  query(random: Random, known: Known): Record<string, string>;
  body(random: Random, known: Known): Body;
  headers?(random: Random, known: Known): Record<string, string>;
}
