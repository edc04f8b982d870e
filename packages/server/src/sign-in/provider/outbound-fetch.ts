import type { CustomFetch } from "openid-client";
import type { Outbound } from "../../outbound/index.ts";

const timeoutMs = 10_000;
/** Enough for the keys and the claims of any provider. */
const maxResponseBytes = 1024 * 1024;

/**
 * The guarded client as the `fetch` of the provider's library: what the provider names as its endpoints
 * follows the same address rules as everything else that is called.
 */
export function outboundFetch(outbound: Outbound): CustomFetch {
  return async (url, { method, headers, body }) => {
    const result = await outbound.send({
      purpose: "sign-in",
      projectId: null,
      url,
      method: method === "POST" ? "POST" : "GET",
      headers: { ...headers },
      ...(body != null && { body: String(body) }),
      timeoutMs,
      maxResponseBytes,
    });
    if (result.kind === "failed") throw new Error(`${result.reason}: ${result.detail}`);
    if (result.truncated) throw new Error("the provider's response is longer than 1 MiB");
    const hasNone = [204, 205, 304].includes(result.status);
    return new Response(hasNone ? null : new Uint8Array(result.body), {
      status: result.status,
      headers: result.headers,
    });
  };
}
