import { Agent, request as httpRequest } from "node:http";
import type { FuzzRequest } from "../inputs/request.ts";

/** A response. `closed`: the connection ended, or a minute passed, without a complete response. */
export type Reply =
  | { kind: "answer"; status: number; type: string; body: string }
  | { kind: "closed"; reason: string };

/** Sends complete requests over keep-alive connections. */
export interface HttpSender {
  send(request: Pick<FuzzRequest, "method" | "target" | "headers" | "body">): Promise<Reply>;
  close(): void;
}

const keptChars = 20_000;

/**
 * Uses `node:http`, because undici's pool hangs permanently after some of the requests that are sent here: 16 requests in
 * flight waited for responses while the service was idle and had never received them.
 */
export function createHttpSender(url: string, connections: number, timeoutMs: number): HttpSender {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(url);
  return {
    send: ({ method, target, headers, body }) =>
      new Promise((resolve) => {
        const close = (reason: string) => resolve({ kind: "closed", reason });
        const signal = AbortSignal.timeout(timeoutMs);
        const whole = { agent, hostname, port, method, path: target, signal };
        const length = body === null ? {} : { "content-length": body.length };
        try {
          const request = httpRequest({ ...whole, headers: { ...headers, ...length } }, (response) => {
            const { statusCode: status = 0, headers: got } = response;
            const type = got["content-type"] ?? "";
            let text = "";
            const end = () => resolve({ kind: "answer", status, type, body: text });
            response.setEncoding("utf8");
            response.on("data", (chunk: string) => {
              text += chunk.slice(0, keptChars - text.length);
              // A stream of events has no end: its beginning counts as the response.
              if (type.startsWith("text/event-stream")) {
                end();
                response.destroy();
              }
            });
            response.once("error", () => close("broken off"));
            response.once("end", end);
          });
          request.once("error", (error: Error & { code?: string }) =>
            close(signal.aborted ? "timeout" : (error.code ?? error.message)),
          );
          request.end(body ?? undefined);
        } catch (error) {
          // Node refuses to write it, for example a header with a line break.
          close(error instanceof Error ? error.name : "unwritable");
        }
      }),
    close: () => agent.destroy(),
  };
}
