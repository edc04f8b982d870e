import type { FailureReason } from "./contract.ts";
import type { Expiry } from "./time-limit.ts";

/** A failed phase: what `send` reports, without the timings. */
export interface Failure {
  reason: FailureReason;
  detail: string;
  dialled?: string;
}

/** The phase in which a request ended, as details name it. */
export type Phase =
  | "a free connection"
  | "the name lookup"
  | "the connection"
  | "the TLS handshake"
  | "the response";

export function expired(expiry: Expiry, phase: Phase): Failure {
  return expiry === "timeout"
    ? { reason: "timeout", detail: `The time ran out while waiting for ${phase}.` }
    : { reason: "aborted", detail: `The request was aborted while waiting for ${phase}.` };
}

/** How many informational responses (1xx) may come before the final one. */
export const maxInformational = 8;

/** The receiver sends without end what is not part of a response's body. */
export const flood: Failure = {
  reason: "protocol",
  detail:
    "The response has too much in addition to its body: informational responses (1xx), headers, trailers or chunk extensions.",
};

/** The error of a connection that received more than its bound. */
export class FloodError extends Error {
  override readonly name = "FloodError";
}

/** A failure while connecting; no part of the request was sent. */
export function dialFailure(error: unknown, host: string, phase: Phase): Failure {
  const code = codeOf(error);
  switch (phase) {
    case "the name lookup":
      return {
        reason: "dns",
        detail: lookupDetails[code]?.(host) ?? `The name ${host} could not be resolved (${code}).`,
      };
    case "the TLS handshake":
      return { reason: "tls", detail: tlsDetails[code] ?? `The TLS handshake failed (${code}).` };
    default:
      return { reason: "connect", detail: connectDetails[code] ?? `The connection failed (${code}).` };
  }
}

/** A failure of a request on an open connection. */
export function exchangeFailure(error: Error): Failure {
  if (error instanceof FloodError) return flood;
  const code = codeOf(error);
  if (code.startsWith("ERR_SSL") || code.startsWith("ERR_TLS")) {
    return { reason: "tls", detail: `The receiver aborted TLS (${code}).` };
  }
  if (code === "UND_ERR_SOCKET" && error.message.startsWith("bad ")) {
    return {
      reason: "protocol",
      detail: "The response's head requests something that this request didn't offer.",
    };
  }
  if (code === "UND_ERR_INVALID_ARG") {
    return {
      reason: "protocol",
      detail: "The request can't be written: a header or the path is not valid HTTP.",
    };
  }
  if (resets.has(code)) {
    return {
      reason: "reset",
      detail: "The receiver closed the connection before the response was complete.",
    };
  }
  return { reason: "protocol", detail: `The response is not valid HTTP (${code}).` };
}

const resets = new Set([
  "UND_ERR_SOCKET",
  "UND_ERR_DESTROYED",
  "UND_ERR_RES_CONTENT_LENGTH_MISMATCH",
  "ECONNRESET",
  "EPIPE",
  "ECONNABORTED",
  "HPE_INVALID_EOF_STATE",
]);

const lookupDetails: Record<string, (host: string) => string> = {
  EBUSY: (host) =>
    `The name ${host} was not looked up: too many lookups of this project wait already (EBUSY).`,
  ETIMEOUT: (host) =>
    `The name ${host} could not be resolved in time: its name servers don't answer (ETIMEOUT).`,
};

const connectDetails: Record<string, string> = {
  ECONNREFUSED: "The connection was refused: nothing listens at this address and port.",
  EHOSTUNREACH: "The host cannot be reached from here.",
  ENETUNREACH: "The network of the host cannot be reached from here.",
  ETIMEDOUT: "The host did not respond to the connection attempt.",
  ECONNRESET: "The connection was reset while it was being opened.",
};

const tlsDetails: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "The certificate is self-signed; use one of a public authority.",
  SELF_SIGNED_CERT_IN_CHAIN: "The certificate's chain ends in an authority that is not trusted.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "The certificate's chain is incomplete; have the server send its intermediates.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "The certificate's authority is not trusted.",
  CERT_HAS_EXPIRED: "The certificate has expired.",
  CERT_NOT_YET_VALID: "The certificate is not valid yet.",
  ERR_TLS_CERT_ALTNAME_INVALID: "The certificate is not for this host.",
  ECONNRESET: "The receiver closed the connection during the TLS handshake; does it speak TLS?",
};

/** Codes only: error messages may quote what they failed on. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return "unknown error";
}
