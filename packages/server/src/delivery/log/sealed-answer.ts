import type { AnswerFlag, DeliveryId } from "@countersign/wire";
import type { SendResult } from "../../outbound/index.ts";
import type { SealingKey } from "../../sealing/index.ts";

/**
 * A receiver's response as the log keeps it: it may repeat what was sent, so the event's key seals
 * it.
 */
export interface SealedAnswer {
  responseHeadersSealed: Buffer | null;
  responseBodySealed: Buffer | null;
}

/** A receiver's response in clear. */
export interface Answer {
  responseHeaders: Record<string, string> | null;
  responseBody: Buffer | null;
}

export function sealAnswer(
  key: SealingKey,
  id: DeliveryId,
  number: number,
  result: SendResult,
): SealedAnswer {
  if (result.kind === "failed") return { responseHeadersSealed: null, responseBodySealed: null };
  return {
    responseHeadersSealed: key.seal(JSON.stringify(result.headers), context(id, number, "headers")),
    // An empty body is not sealed, and most responses are empty.
    responseBodySealed:
      result.body.length === 0 ? result.body : key.seal(result.body, context(id, number, "body")),
  };
}

/**
 * The flag of a response: that it was longer than what is kept, or, if responses are data
 * (`keeps`), that it is not JSON. An empty one has no flag.
 */
export function flagOf(result: SendResult, keeps: boolean): AnswerFlag | null {
  if (result.kind === "failed") return null;
  if (result.truncated) return "cut";
  return keeps && result.body.length > 0 && !isJson(result.body) ? "malformed" : null;
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}

/** All null if the key is destroyed. */
export function unsealAnswer(
  key: SealingKey | null,
  id: DeliveryId,
  number: number,
  sealed: SealedAnswer,
): Answer {
  const open = (box: Buffer | null, part: "headers" | "body") =>
    key && box ? (box.length === 0 ? box : key.unseal(box, context(id, number, part))) : null;
  const headers = open(sealed.responseHeadersSealed, "headers");
  return {
    responseHeaders: headers && (JSON.parse(headers.toString("utf8")) as Record<string, string>),
    responseBody: open(sealed.responseBodySealed, "body"),
  };
}

function context(id: DeliveryId, number: number, part: "headers" | "body"): string {
  return `attempt:${id}:${number}:${part}`;
}
