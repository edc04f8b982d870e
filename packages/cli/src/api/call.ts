import { randomUUID } from "node:crypto";
import { type Operations, routes } from "../generated/operations.ts";
import type { Connection } from "./connection.ts";
import { failureOf, UnreachableError } from "./failure.ts";
import type { OperationName } from "./next-step.ts";

/** What an operation returns. */
export type ResponseOf<Name extends OperationName> = Operations[Name]["response"];
/** What it takes. */
export type RequestOf<Name extends OperationName> = Operations[Name]["request"];

interface Parts {
  path?: Readonly<Record<string, string | number>>;
  query?: Readonly<Record<string, unknown>>;
  body?: unknown;
}

/**
 * Calls an operation of the management API. A POST carries an `Idempotency-Key`, so that a
 * connection that broke off can't make it happen twice.
 *
 * @throws ServiceError, UnreachableError
 */
export async function call<Name extends OperationName>(
  connection: Connection,
  name: Name,
  request: RequestOf<Name>,
): Promise<ResponseOf<Name>> {
  const { method, path } = routes[name];
  const { path: names = {}, query = {}, body } = request as Parts;
  const filled = path.replace(/\{(\w+)\}/g, (_, each: string) => encodeURIComponent(String(names[each])));
  const init = {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(method === "POST" && { "idempotency-key": randomUUID() }),
    },
  };
  const response = await send(connection, `${filled}${queryText(query)}`, init, name);
  const text = await response.text();
  // An export is YAML.
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  return (text === "" ? null : isJson ? JSON.parse(text) : text) as ResponseOf<Name>;
}

/**
 * Sends a request with the connection's token; resolves with a response of success alone.
 * `operation` is what the request calls, for the next step of a refusal.
 *
 * @throws ServiceError, UnreachableError
 */
export async function send(
  { url, token, fetch, signal }: Connection,
  path: string,
  init: RequestInit & { duplex?: "half" } = {},
  operation: OperationName | null = null,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`${url}${path}`, {
      signal,
      ...init,
      // A token goes to the address that it was given for, and to no other.
      redirect: "error",
      // What is open to everybody is not open to foreign pages: no page can send this header.
      headers: {
        ...init.headers,
        ...(token === null ? { "x-countersign-console": "1" } : { authorization: `Bearer ${token}` }),
      },
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new UnreachableError(url, error);
  }
  if (!response.ok) throw await failureOf(response, operation);
  return response;
}

/** The text of a query; lists are repeated, what is undefined is left out. */
export function queryText(query: Readonly<Record<string, unknown>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined && each !== null) parameters.append(name, String(each));
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}
