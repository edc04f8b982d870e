import { Agent, request as httpRequest } from "node:http";
import type { FuzzRequest } from "../inputs/request.ts";

/** What came back. `closed`: the connection ended, or a minute passed, without a whole answer. */
export type Reply =
  | { kind: "answer"; status: number; type: string; body: string }
  | { kind: "closed"; reason: string };

/** Sends whole requests over kept connections. */
export interface HttpSender {
  send(request: FuzzRequest): Promise<Reply>;
  close(): void;
}

const keptChars = 20_000;

/**
 * Made of `node:http`, as undici's pool stops for good after some of the requests that are sent here: 16 in
 * flight then waited for an answer that the service, which was idle, had never been asked for.
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
            let text = "";
            response.setEncoding("utf8");
            response.on("data", (chunk: string) => {
              text += chunk.slice(0, keptChars - text.length);
            });
            response.once("error", () => close("broken off"));
            response.once("end", () => {
              const { statusCode: status = 0, headers: got } = response;
              resolve({ kind: "answer", status, type: got["content-type"] ?? "", body: text });
            });
          });
          request.once("error", (error: Error & { code?: string }) =>
            close(signal.aborted ? "timeout" : (error.code ?? error.message)),
          );
          request.end(body ?? undefined);
        } catch (error) {
          // What Node refuses to write, such as a header with a line break.
          close(error instanceof Error ? error.name : "unwritable");
        }
      }),
    close: () => agent.destroy(),
  };
}
