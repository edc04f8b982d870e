import {
  ableIdBody,
  type LoveAndPayErrorCode,
  loveAndPayError,
  type OperationErrorCode,
  operationErrorBody,
  problem,
  problemContentType,
  problems,
  type TreezorErrorCode,
  treezorError,
} from "@countersign/wire";

/** Why a request is refused before any route handles it. */
export type EarlyRefusal =
  | "rate_limited"
  | "not_ready"
  | "request_timeout"
  | "malformed_request"
  | "headers_too_large";

/** The bytes of a refusal. */
export interface EarlyResponse {
  status: number;
  contentType: string;
  body: string;
}

const json = "application/json; charset=utf-8";

/**
 * The refusal in the shape of the surface that the URL belongs to; as a problem if it belongs to none,
 * or is not known.
 */
export function earlyResponse(url: string | undefined, why: EarlyRefusal): EarlyResponse {
  const { status } = problems[why];
  const surface = /^\/(check|api|v1|settings|retry|organization|user)\//.exec(url ?? "")?.[1];
  switch (surface) {
    case "check":
      return { status, contentType: json, body: JSON.stringify(ableIdBody(ableIdCodes[why], "ru", null)) };
    case "api":
      return { status, contentType: json, body: JSON.stringify(loveAndPayError(loveAndPayCodes[why], "en")) };
    case "v1":
    case "settings":
    case "retry":
      return { status, contentType: json, body: JSON.stringify(treezorError(treezorCodes[why])) };
    case "organization":
    case "user":
      return { status, contentType: json, body: JSON.stringify(operationErrorBody(operationCodes[why])) };
    default:
      return { status, contentType: problemContentType, body: JSON.stringify(problem(why)) };
  }
}

const ableIdCodes = {
  rate_limited: 10429,
  not_ready: 10500,
  request_timeout: 20202,
  malformed_request: 20202,
  headers_too_large: 20202,
} as const satisfies Record<EarlyRefusal, number>;

const loveAndPayCodes = {
  rate_limited: "rate_limited",
  not_ready: "internal_error",
  request_timeout: "validation_error",
  malformed_request: "validation_error",
  headers_too_large: "validation_error",
} as const satisfies Record<EarlyRefusal, LoveAndPayErrorCode>;

const treezorCodes = {
  rate_limited: 42901,
  not_ready: 50001,
  request_timeout: 40002,
  malformed_request: 40002,
  headers_too_large: 40002,
} as const satisfies Record<EarlyRefusal, TreezorErrorCode>;

const operationCodes = {
  rate_limited: "rate_limited",
  not_ready: "not_ready",
  request_timeout: "invalid_request",
  malformed_request: "invalid_request",
  headers_too_large: "invalid_request",
} as const satisfies Record<EarlyRefusal, OperationErrorCode>;
