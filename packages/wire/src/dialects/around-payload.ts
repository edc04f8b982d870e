import type { EncodedMessage } from "./dialect.ts";

/**
 * A JSON message that ends with its payload, which it contains unchanged.
 *
 * @param head all that precedes the payload, in ASCII.
 */
export function aroundPayload(head: string, payload: object): EncodedMessage {
  return {
    contentType: "application/json",
    body: `${head}${JSON.stringify(payload)}}`,
    payload: { before: head.length, after: 1 },
  };
}
