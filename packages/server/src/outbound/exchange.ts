import type { Dispatcher } from "undici";
import type { Connection } from "./connection.ts";
import type { OutboundRequest } from "./contract.ts";
import { exchangeFailure, expired, type Failure } from "./failure.ts";
import type { TimeLimit } from "./time-limit.ts";

/**
 * What came back on one connection. `stale`: a reused one turned out to be closed, before the request was
 * written or (`written`) before a byte of the answer came.
 */
export type Exchanged =
  | {
      kind: "answered";
      status: number;
      headers: Record<string, string>;
      body: Buffer;
      truncated: boolean;
      firstByte: number;
    }
  | { kind: "failed"; failure: Failure; firstByte?: number }
  | { kind: "stale"; written: boolean; failure: Failure };

/** One request on a connection of its own. Settles before the connection may be used again. */
export function exchange(
  connection: Connection,
  request: OutboundRequest,
  path: string,
  limit: TimeLimit,
): Promise<Exchanged> {
  return new Promise((resolve) => {
    const started = performance.now();
    const chunks: Buffer[] = [];
    let received = 0;
    let status = 0;
    let firstByte: number | undefined;
    let headers: Record<string, string> = {};
    let begun = false;
    let settled = false;
    const reused = connection.used;
    connection.used = true;

    const settle = (outcome: Exchanged) => {
      if (settled) return;
      settled = true;
      resolve(outcome);
    };
    const fail = (failure: Failure) => {
      if (settled) return;
      settle({ kind: "failed", failure, ...(firstByte === undefined ? {} : { firstByte }) });
      connection.close();
    };
    const answer = (truncated: boolean) => {
      // Copied, since a chunk may be a small part of a large buffer.
      const body = Buffer.concat(chunks);
      settle({ kind: "answered", status, headers, body, truncated, firstByte: firstByte ?? 0 });
    };

    limit.onExpiry((expiry) => fail(expired(expiry, "the response")));
    if (settled) return;

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart() {
        begun = true;
      },
      onResponseStart(_controller, statusCode, raw) {
        // 1xx: the answer proper is still to come.
        if (statusCode < 200) return;
        firstByte = performance.now() - started;
        status = statusCode;
        headers = flat(raw);
      },
      onResponseData(_controller, chunk) {
        if (settled) return;
        const room = request.maxResponseBytes - received;
        received += chunk.length;
        if (chunk.length > 0 && room > 0) chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
        if (received <= request.maxResponseBytes) return;
        answer(true);
        connection.close();
      },
      onResponseEnd() {
        // The client decides right after this call whether the connection stays open.
        queueMicrotask(() => answer(false));
      },
      onResponseError(_controller, error) {
        const failure = exchangeFailure(error);
        const stale = reused && firstByte === undefined && failure.reason === "reset";
        if (!stale) return fail(failure);
        settle({ kind: "stale", written: begun, failure });
        connection.close();
      },
    };
    connection.client.dispatch(
      { path, method: request.method, headers: request.headers, body: request.body ?? null },
      handler,
    );
  });
}

function flat(raw: Record<string, string | string[] | undefined>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name in raw) {
    const value = raw[name];
    if (value !== undefined) headers[name] = typeof value === "string" ? value : value.join(", ");
  }
  return headers;
}
