import type * as z from "zod";
import type { DescribedRoute } from "../route.ts";

/** One service's part of the document. */
export interface Surface {
  /**
   * The document's name: `/openapi/{name}.json`. Its routes have it as their tag unless they have
   * tags of their own.
   */
  name: string;
  title: string;
  /** Markdown. */
  description: string;
  /** Whether a path belongs to the surface. */
  owns: (path: string) => boolean;
  /**
   * How a route's caller authenticates: alternatives by the names in {@link securitySchemes}; none
   * where anyone may call.
   */
  security: (route: DescribedRoute) => readonly SecurityScheme[];
  /** Names of {@link headerParameters} that the route reads. */
  headers: (route: DescribedRoute) => readonly HeaderName[];
  errors: ErrorShape;
  /** The statuses of {@link errors} that the route can respond with. */
  statuses: (route: DescribedRoute) => readonly number[];
}

/** The error format of a surface. */
export interface ErrorShape {
  contentType: string;
  schema: z.ZodType;
  /** Every error of the surface's catalog. */
  all: readonly ErrorEntry[];
}

interface ErrorEntry {
  /** As written in the body. */
  code: string;
  status: number;
  meaning: string;
  example: object;
}

/** How callers authenticate. */
export const securitySchemes = {
  bearer: {
    type: "http",
    scheme: "bearer",
    description: "A project's API key (`csk_…`) or a person's token (`cso_…`).",
  },
  apiKey: {
    type: "apiKey",
    in: "header",
    name: "x-api-key",
    description: "A project's API key, or an operator's token together with `x-project-id`.",
  },
  pageToken: {
    type: "apiKey",
    in: "header",
    name: "x-page-token",
    description: "The token in the fragment of the session's link.",
  },
} as const;
type SecurityScheme = keyof typeof securitySchemes;

/** Headers that many routes read. */
export const headerParameters = {
  idempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    description: "Repeats of a request with the same key get the first response again for 24 hours.",
    schema: { type: "string", minLength: 1, maxLength: 200, pattern: "^[\\x21-\\x7e]+$" },
    example: "order-4711",
  },
  projectId: {
    name: "x-project-id",
    in: "header",
    description:
      "The project that the call is for. Required with an operator's token, which belongs to no project.",
    schema: { type: "string" },
    example: "V1StGXR8_Z5jdHi6B-myT",
  },
  testOutcome: {
    name: "x-test-outcome",
    in: "header",
    description: "In test mode, the outcome of the step.",
    schema: { type: "string", enum: ["success", "failure"] },
    example: "success",
  },
  requestTimestamp: {
    name: "x-timestamp",
    in: "header",
    description: "Milliseconds since the epoch. Required where the project demands signed requests.",
    schema: { type: "string", pattern: "^[0-9]{1,15}$" },
    example: "1767268800000",
  },
  requestSignature: {
    name: "x-signature",
    in: "header",
    description: "The request's signature. Required where the project demands signed requests.",
    schema: { type: "string" },
    example: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  },
} as const;
type HeaderName = keyof typeof headerParameters;
