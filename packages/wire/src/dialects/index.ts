import { ableId } from "./able-id.ts";
import type { Dialect } from "./dialect.ts";
import { loveAndPay } from "./love-and-pay.ts";
import { rarus } from "./rarus.ts";
import { standard } from "./standard.ts";
import { treezor } from "./treezor.ts";

export { ableIdOutcomeCodes } from "./able-id.ts";
export { photoCrc, sessionHash } from "./able-id-hash.ts";
export type {
  Attempt,
  Decoded,
  DecodeProblem,
  Dialect,
  EncodedMessage,
  EventDialect,
  OutgoingCustomEvent,
  OutgoingEvent,
  OwnSignature,
  PayloadPlace,
  ReceivedEvent,
  Recipient,
  WebhookDialect,
} from "./dialect.ts";
export { type HeaderSource, headerValue } from "./header-source.ts";
export {
  loveAndPayRequestProblem,
  type SignedRequest,
  signLoveAndPayRequest,
} from "./love-and-pay-request.ts";
export { phpJson } from "./php-json.ts";
export { renderedMessage } from "./rarus.ts";
export { type Signer, signer } from "./signer.ts";
export { customMessage } from "./standard.ts";
export {
  type StandardHeaders,
  standardHeaders,
  timestampTolerance,
  verifyStandardHeaders,
} from "./standard-headers.ts";
export { livenessId } from "./treezor-envelope.ts";

/** The wire formats by name. */
export const dialects = {
  "able-id": ableId,
  "love-and-pay": loveAndPay,
  treezor,
  rarus,
  standard,
} as const satisfies Record<string, Dialect>;
export type DialectName = keyof typeof dialects;

/** Whether the text names a wire format. */
export function isDialectName(text: string): text is DialectName {
  return Object.hasOwn(dialects, text);
}

/** The wire format of this name. */
export function dialect(name: DialectName): Dialect {
  return dialects[name];
}
