import type { Outbound } from "../../outbound/index.ts";
import type { SignatureCodes } from "./codes.ts";

const timeoutMs = 5000;
const maxResponseBytes = 16 * 1024;

/**
 * One-time codes through an HTTP gateway: a POST of JSON with `to`, `code`, `language`, `organisation`, `attemptId` and
 * `expiresAt`. A response with a 2xx status means that it takes care of the message.
 *
 * @param token sent as a bearer token; null: none.
 */
export function codeGateway(
  { outbound }: { outbound: Outbound },
  { url, token }: { url: string; token: string | null },
): SignatureCodes {
  return {
    async send({ projectId, sessionId: attemptId, to, code, language, organisation, expiresAt }) {
      const result = await outbound.send({
        purpose: "signature-code",
        projectId,
        url,
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(token !== null && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ attemptId, to, code, language, organisation, expiresAt }),
        timeoutMs,
        maxResponseBytes,
      });
      return result.kind === "answered" && result.status >= 200 && result.status < 300;
    },
  };
}
