import {
  keysOf,
  type ProblemCode,
  problem,
  problemContentType,
  problemSchema,
  problems,
} from "@countersign/wire";
import type { DescribedRoute } from "../route.ts";
import { featuresOf } from "../route.ts";
import type { ErrorShape } from "./surface.ts";

/** Problems that only the applicant's page gets. */
const ofPage: readonly ProblemCode[] = ["page_token_invalid", "session_unknown"];
const ofBoth: readonly ProblemCode[] = [
  "not_found",
  "invalid_request",
  "invalid_json",
  "body_too_large",
  "unsupported_media_type",
  "conflict",
  "session_not_open",
  "session_ended",
  "image_unreadable",
  "image_too_large",
  "test_mode_only",
  "rate_limited",
  "request_timeout",
  "malformed_request",
  "headers_too_large",
  "not_ready",
  "internal",
];

/** Problems as the management API sends them, or the applicant's page. */
export function problemShape(surface: "manage" | "applicant"): ErrorShape {
  const codes = keysOf(problems).filter((code) =>
    surface === "applicant" ? ofPage.includes(code) || ofBoth.includes(code) : !ofPage.includes(code),
  );
  return {
    contentType: problemContentType,
    schema: problemSchema,
    all: codes.map((code) => ({
      code,
      status: problems[code].status,
      meaning: problems[code].meaning,
      example: problem(code, { instance: "urn:countersign:request:Zr3Tq0vX1mJc8uAe" }),
    })),
  };
}

/** The statuses of a route's problems, depending on its input and effect. */
export function problemStatuses(route: DescribedRoute): number[] {
  const { hasBody, hasInput, hasId, changes } = featuresOf(route);
  return [
    ...(hasBody ? [400, 413, 415] : []),
    401,
    403,
    ...(hasId || hasBody ? [404] : []),
    ...(changes ? [409] : []),
    ...(route.schema.headers === undefined ? [] : [412]),
    ...(hasInput ? [422] : []),
    429,
    500,
    503,
  ];
}
