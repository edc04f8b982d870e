import { Pool } from "undici";

/** JSON calls of one HTTP API over keep-alive connections. */
export interface JsonClient {
  /**
   * @throws Error with status and the start of the answer, unless it is 2xx.
   */
  call(method: string, path: string, body?: unknown, token?: string): Promise<unknown>;
  /** `call` with POST. */
  post(path: string, body: unknown, token?: string): Promise<unknown>;
  close(): Promise<void>;
}

/** A client that sends `token` as the bearer, unless a call names another. */
export function jsonClient(origin: string, token: string, connections: number): JsonClient {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  return { call, post: (path, body, other) => call("POST", path, body, other), close: () => pool.close() };

  async function call(method: string, path: string, body?: unknown, other = token): Promise<unknown> {
    const answer = await pool.request({
      method: method as "POST",
      path,
      headers: {
        authorization: `Bearer ${other}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) {
      throw new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 300)}`);
    }
    return text === "" ? null : JSON.parse(text);
  }
}
