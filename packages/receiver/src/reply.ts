import type { Outcome } from "./outcome.ts";

/** A response, for whatever server sends it. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const json = "application/json";

/** A response with a JSON body. */
export function jsonReply(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return { status, headers: { "content-type": json, ...headers }, body: JSON.stringify(value) };
}

/**
 * The response that makes the sender do what the outcome calls for: 2xx ends the delivery, 410 ends
 * it as failed, anything else is tried again. It is 200 and not 204, as Treezor's schedule accepts
 * only that. Says nothing about errors of handlers: they go to `onOutcome`.
 */
export function replyTo(outcome: Outcome): Reply {
  switch (outcome.kind) {
    case "handled":
      return jsonReply(200, { received: true });
    case "duplicate":
    case "superseded":
    case "test":
    case "unhandled":
      return jsonReply(200, { received: true, [outcome.kind]: true });
    case "retry":
      return errorReply(503, "retry", "Not now.", retryAfter(outcome.afterSeconds));
    case "rejected":
      return errorReply(410, "rejected", "The receiver does not want this event.");
    case "failed":
      return errorReply(500, "failed", "The event could not be handled.");
    case "unreadable":
      return errorReply(
        422,
        outcome.problem.code,
        "The message is genuine, but this receiver can't read it.",
      );
    case "forged":
      return errorReply(401, outcome.problem.code, forgeryMessage(outcome.problem));
    case "too-large":
      return errorReply(413, "too-large", "The body is larger than this receiver accepts.");
    case "wrong-method":
      return errorReply(405, "wrong-method", "Webhooks are sent by POST.", { allow: "POST" });
    case "body-lost":
      return errorReply(
        500,
        "body-lost",
        "Another middleware has read the body, whose exact bytes the signature covers: register the receiver before express.json() and the like.",
      );
    case "body-unreadable":
      return errorReply(400, "body-unreadable", "The body could not be read to its end.");
  }
}

function errorReply(status: number, code: string, message: string, headers: Record<string, string> = {}) {
  return jsonReply(status, { error: { code, message } }, headers);
}

function retryAfter(seconds: number | undefined): Record<string, string> {
  if (seconds === undefined || !(seconds >= 0)) return {};
  return { "retry-after": String(Math.ceil(seconds)) };
}

function forgeryMessage(problem: Extract<Outcome, { kind: "forged" }>["problem"]): string {
  switch (problem.code) {
    case "missing-header":
      return `The header ${problem.header} is missing.`;
    case "malformed-header":
      return `The header ${problem.header} is malformed.`;
    case "timestamp-too-old":
      return "The message was signed too long ago; check this machine's clock.";
    case "timestamp-too-new":
      return "The message was signed in the future; check this machine's clock.";
    case "wrong-signature":
      return "No signature was made with one of this receiver's secrets.";
  }
}
