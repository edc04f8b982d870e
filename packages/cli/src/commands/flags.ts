import { withoutSlash } from "../api/connection.ts";

/** The flags that several commands share. */
export const connectionFlags = {
  profile: { kind: "parsed", parse: String, brief: "The profile to use", optional: true },
  project: { kind: "parsed", parse: String, brief: "The project's id", optional: true },
} as const;

export const jsonFlag = {
  json: { kind: "boolean", brief: "Print JSON", default: false, withNegated: false },
} as const;

/**
 * A whole number of at least 1.
 *
 * @throws Error which the command line shows.
 */
export function parseCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new Error("must be a whole number of at least 1");
}

export const limitFlag = {
  limit: { kind: "parsed", parse: parseCount, brief: "How many to list at most", default: "20" },
} as const;

/** A flag that may be repeated. */
export function listFlag(brief: string) {
  return { kind: "parsed", parse: String, brief, optional: true, variadic: true } as const;
}

/** One required argument. */
export function oneArgument(placeholder: string, brief: string) {
  return { kind: "tuple", parameters: [{ parse: String, brief, placeholder }] } as const;
}

/**
 * The address of a service.
 *
 * @throws Error which the command line shows.
 */
export function serviceUrl(text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return withoutSlash(text);
  throw new Error("must be an address such as https://id.example.com");
}
