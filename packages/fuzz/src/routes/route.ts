import type { Random } from "../random.ts";
import type { Known } from "../world/known.ts";

/** Whose credentials a request carries, and where. */
export type Auth = "operator" | "reviewer" | "project" | "able-id" | "love-and-pay" | "page" | "none";

/** What a request's body is made of before anything is done to it. */
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

/** One method of one path: how to make a request of it that could succeed. */
export interface Route {
  /** `METHOD /path/{name}`; counts are kept by it. */
  name: string;
  method: string;
  /** With `{name}` where a parameter goes. */
  path: string;
  auth: readonly Auth[];
  query(random: Random, known: Known): Record<string, string>;
  body(random: Random, known: Known): Body;
  headers?(random: Random, known: Known): Record<string, string>;
}
