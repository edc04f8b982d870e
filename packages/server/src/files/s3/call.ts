import { setTimeout as delay } from "node:timers/promises";
import { AwsV4Signer } from "aws4fetch";
import { type Dispatcher, request } from "undici";
import { FilesUnavailable } from "../contract.ts";
import type { ObserveCall, Operation } from "../metrics.ts";
import { sha256 } from "../reference.ts";
import { createBreaker } from "./breaker.ts";
import type { ReadCredentials } from "./credentials.ts";
import { readBody, refusalCode } from "./response.ts";

export interface CallerDeps {
  region: string;
  credentials: ReadCredentials;
  clock: () => number;
  dispatcher: Dispatcher;
  onCall?: ObserveCall | undefined;
}

export interface Call {
  operation: Operation;
  method: "GET" | "PUT" | "DELETE";
  url: URL;
  body?: Uint8Array;
  /** The longest body of a response that is read. */
  maxBytes?: number;
}

/** Each try; a large file may take its time to be sent. */
const tryTimeoutMs = { GET: 5000, PUT: 30_000, DELETE: 5000 } as const;
/** Before the second and the third try. */
const pausesMs = [100, 400];
/** Not the caller's nor the object's fault: trying again may help. */
const temporary = new Set([408, 425, 429, 500, 502, 503, 504]);
/** A refusal is short. */
const maxRefusalBytes = 64 * 1024;

/**
 * Sends signed requests (Signature Version 4, by aws4fetch). Resolves to the body of a 2xx, null where
 * there is no such object. Everything else is tried up to three times if that may help, and ends as
 * `FilesUnavailable`. After a failure further calls fail at once for a moment.
 */
export function createCaller(deps: CallerDeps): (call: Call) => Promise<Buffer | null> {
  const breaker = createBreaker();
  return async (call) => {
    breaker.require();
    const began = performance.now();
    try {
      const body = await tryCall(deps, call);
      breaker.close();
      deps.onCall?.(call.operation, "ok", performance.now() - began);
      return body;
    } catch (error) {
      if (!(error instanceof FilesUnavailable)) throw error;
      breaker.open(error);
      deps.onCall?.(call.operation, "failed", performance.now() - began);
      throw error;
    }
  };
}

async function tryCall(deps: CallerDeps, call: Call): Promise<Buffer | null> {
  for (const pauseMs of [...pausesMs, null]) {
    const result = await once(deps, call);
    if (result.kind === "done") return result.body;
    if (pauseMs === null || !result.again)
      throw new FilesUnavailable(`the bucket could not ${verbs[call.operation]}: ${result.why}`);
    await delay(pauseMs);
  }
  throw new Error("the loop ends with its last try");
}

const verbs = { put: "store a file", get: "return a file", remove: "remove a file" };

type Tried = { kind: "done"; body: Buffer | null } | { kind: "failed"; why: string; again: boolean };

async function once(deps: CallerDeps, call: Call): Promise<Tried> {
  try {
    const { statusCode, body } = await send(deps, call);
    if (statusCode >= 200 && statusCode < 300)
      return { kind: "done", body: await readBody(body, call.method === "GET" ? (call.maxBytes ?? 0) : 0) };
    const code = refusalCode((await readBody(body, maxRefusalBytes)).toString());
    // Some storages have no code in a 404 for an object.
    if (statusCode === 404 && call.method !== "PUT" && (code === null || code === "NoSuchKey"))
      return { kind: "done", body: null };
    const why = code === null ? `HTTP ${statusCode}` : `HTTP ${statusCode} ${code}`;
    return { kind: "failed", why, again: temporary.has(statusCode) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = "code" in error && typeof error.code === "string" ? error.code : null;
    const isTimeout = error.name === "TimeoutError" || /TIMEOUT|ETIMEDOUT/.test(code ?? "");
    const why = isTimeout ? "no response in time" : (code ?? error.message);
    // A second wait would keep callers for too long.
    return { kind: "failed", why, again: !isTimeout && code !== null };
  }
}

async function send(
  { region, credentials, clock, dispatcher }: CallerDeps,
  { method, url, body }: Call,
): Promise<Dispatcher.ResponseData> {
  const { sessionToken, ...keys } = await credentials();
  const signer = new AwsV4Signer({
    ...keys,
    ...(sessionToken && { sessionToken }),
    service: "s3",
    region,
    method,
    url: url.href,
    datetime: new Date(clock()).toISOString().replace(/[:-]|\.\d{3}/g, ""),
    headers: {
      // The storage compares it with what arrives, so that a damaged transfer is refused.
      "x-amz-content-sha256": sha256(body ?? new Uint8Array()).toString("hex"),
      ...(body && { "content-type": "application/octet-stream" }),
    },
  });
  const signed = await signer.sign();
  const timeoutMs = tryTimeoutMs[method];
  return request(signed.url, {
    method,
    headers: Object.fromEntries(signed.headers),
    body: body ?? null,
    dispatcher,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    signal: AbortSignal.timeout(timeoutMs),
  });
}
