import type { Problem } from "@countersign/wire";
import { credentials, signOut } from "../session/session.ts";
import { ApiError, errorOf } from "./problem.ts";

/** A value of a query; lists are repeated, what is undefined is left out. */
type QueryValue = string | number | boolean | readonly string[] | undefined;
export type Query = Readonly<Record<string, QueryValue>>;

interface CallOptions {
  query?: Query;
  body?: unknown;
  /** Sent instead of JSON, as it is. */
  raw?: { contentType: string; body: string | Blob };
  /** The version that a change is based on: refused with 412 where there is a newer one. */
  version?: number;
  signal?: AbortSignal;
}

/**
 * Calls the management API. `path` begins after `/manage/v1`. Resolves to the answer's JSON, or to
 * its text where it is none; throws an `ApiError` for everything but success.
 */
export async function call<Answer>(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
  const response = await send(method, path, options);
  const isJson = /[/+]json\b/.test(response.headers.get("content-type") ?? "");
  const answer: unknown = isJson ? await response.json().catch(() => null) : await response.text();
  if (response.ok) return answer as Answer;
  const error = errorOf(response, isProblem(answer) ? answer : null);
  // A wrong password of somebody who is signed in ends nothing.
  if (response.status === 401 && error.code !== "sign_in_refused") signOut({ ended: true });
  throw error;
}

export const get = <Answer>(path: string, query: Query = {}, signal?: AbortSignal) =>
  call<Answer>("GET", path, { query, ...(signal && { signal }) });
export const post = <Answer>(path: string, body: unknown = {}) => call<Answer>("POST", path, { body });

/** The bytes at an address that the API has given, such as a picture's. */
export async function getBlob(address: string, signal?: AbortSignal): Promise<Blob> {
  const response = await fetch(address, {
    headers: credentials(),
    cache: "no-store",
    ...(signal && { signal }),
  });
  if (!response.ok) throw new ApiError(response.status, null, response.headers.get("x-request-id"));
  return response.blob();
}

/** A stream of text, resumed after the event with this id; empty: from now on. */
export async function openStream(
  path: string,
  query: Query,
  lastEventId: string,
  signal: AbortSignal,
): Promise<ReadableStreamDefaultReader<string>> {
  const response = await fetch(`/manage/v1${path}${queryText(query)}`, {
    headers: { ...credentials(), ...(lastEventId !== "" && { "last-event-id": lastEventId }) },
    cache: "no-store",
    signal,
  });
  if (!response.ok || response.body === null) throw new ApiError(response.status, null, null);
  return response.body.pipeThrough(new TextDecoderStream()).getReader();
}

async function send(method: string, path: string, options: CallOptions): Promise<Response> {
  const { query = {}, body, raw, version, signal } = options;
  const headers: Record<string, string> = { accept: "application/json", ...credentials() };
  if (raw) headers["content-type"] = raw.contentType;
  else if (body !== undefined) headers["content-type"] = "application/json";
  if (version !== undefined) headers["if-match"] = `"${version}"`;
  const payload = raw?.body ?? (body === undefined ? undefined : JSON.stringify(body));
  try {
    return await fetch(`/manage/v1${path}${queryText(query)}`, {
      method,
      headers,
      cache: "no-store",
      ...(payload !== undefined && { body: payload }),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, null, null);
  }
}

function queryText(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const each of Array.isArray(value) ? value : [value]) parameters.append(name, String(each));
  }
  return parameters.size === 0 ? "" : `?${parameters}`;
}

function isProblem(answer: unknown): answer is Problem {
  return typeof answer === "object" && answer !== null && "code" in answer && "title" in answer;
}
