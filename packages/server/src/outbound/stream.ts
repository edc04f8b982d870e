import { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import type { Connection } from "./connection.ts";
import type { OutboundStreamRequest } from "./contract.ts";
import { exchangeFailure, expired, type Failure, flood, maxInformational } from "./failure.ts";
import type { TimeLimit } from "./time-limit.ts";

/**
 * The result of a request on one connection: the response's head with its body still to be read, or
 * nothing. `stale`: a reused connection turned out to be closed, before the request was written or
 * (`written`) before a byte of the response came.
 */
export type Streamed =
  | {
      kind: "answered";
      status: number;
      headers: Record<string, string | string[]>;
      body: Readable;
      firstByte: number;
    }
  | { kind: "failed"; failure: Failure }
  | { kind: "stale"; written: boolean; failure: Failure };

/**
 * A response's body that broke off: the receiver died, was too slow between two chunks, or the
 * caller gave up.
 */
export class BrokenStream extends Error {
  override readonly name = "BrokenStream";
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.detail);
    this.failure = failure;
  }
}

/**
 * One request on its own connection, whose response's body is streamed: no more of it is in memory
 * than the reader leaves unread. `limit` bounds the time to the head; between two chunks of the
 * body at most `idleMs` may pass while the reader waits for more. `onEnd` is called once, when the
 * connection may be used again or is closed.
 */
export function exchangeStream(
  connection: Connection,
  request: OutboundStreamRequest,
  path: string,
  limit: TimeLimit,
  onEnd: () => void,
): Promise<Streamed> {
  return new Promise((resolve) => {
    const started = performance.now();
    const reused = connection.used;
    let begun = false;
    let informational = 0;
    let ended = false;
    let body: Readable | null = null;
    let idle: NodeJS.Timeout | undefined;

    const end = () => {
      if (ended) return;
      ended = true;
      clearTimeout(idle);
      request.signal?.removeEventListener("abort", abort);
      // The client decides right after its last call whether the connection stays open.
      queueMicrotask(onEnd);
    };
    const fail = (failure: Failure) => {
      if (ended) return;
      if (body === null) resolve({ kind: "failed", failure });
      else body.destroy(new BrokenStream(failure));
      connection.close();
      end();
    };
    const abort = () => fail(expired("aborted", "the response"));
    const wait = () => {
      clearTimeout(idle);
      idle = setTimeout(() => fail(expired("timeout", "the response")), request.idleMs);
    };

    connection.begin();
    limit.onExpiry((expiry) => fail(expired(expiry, "the response")));
    if (ended) return;

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart() {
        begun = true;
      },
      onResponseStart(controller, status, raw) {
        // 1xx: the final response is still to come.
        if (status < 200) {
          if (++informational > maxInformational) fail(flood);
          return;
        }
        if (ended) return;
        limit.end();
        request.signal?.addEventListener("abort", abort, { once: true });
        wait();
        body = new Readable({
          read() {
            wait();
            controller.resume();
          },
          destroy(error, callback) {
            if (!ended) {
              connection.close();
              end();
            }
            callback(error);
          },
        });
        // Its reader gets its end; an error without a listener must not end the process.
        body.on("error", () => {});
        const headers = present(raw);
        resolve({ kind: "answered", status, headers, body, firstByte: performance.now() - started });
        if (request.signal?.aborted) abort();
      },
      onResponseData(controller, chunk) {
        if (ended || body === null) return;
        connection.count(chunk.length);
        wait();
        if (body.push(chunk)) return;
        // The reader is slow now: that doesn't count against the receiver.
        clearTimeout(idle);
        controller.pause();
      },
      onResponseEnd() {
        if (ended) return;
        body?.push(null);
        end();
      },
      onResponseError(_controller, error) {
        const failure = exchangeFailure(error);
        if (ended) return;
        if (body === null && reused && failure.reason === "reset") {
          ended = true;
          resolve({ kind: "stale", written: begun, failure });
          connection.close();
          queueMicrotask(onEnd);
        } else fail(failure);
      },
    };
    connection.client.dispatch(
      { path, method: request.method, headers: request.headers, body: request.body ?? null },
      handler,
    );
  });
}

function present(raw: Record<string, string | string[] | undefined>): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (const name in raw) {
    const value = raw[name];
    if (value !== undefined) headers[name] = value;
  }
  return headers;
}
