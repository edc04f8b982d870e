import { Pool } from "undici";

/** JSON calls of one HTTP API over keep-alive connections. */
export interface JsonClient {
  /**
   * @throws Error with status and the start of the answer, unless it is 2xx.
   */
  call(method: string, path: string, body?: unknown, token?: string): Promise<unknown>;
  /** `call` with POST. */
  post(path: string, body: unknown, token?: string): Promise<unknown>;
  /** `post` that leaves the answer unread: a load's caller shares the machine with what it measures. */
  handOver(path: string, body: unknown, token?: string): Promise<void>;
  close(): Promise<void>;
}

/** A client that sends `token` as the bearer, unless a call names another. */
export function jsonClient(origin: string, token: string, connections: number): JsonClient {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  return {
    call,
    post: (path, body, other) => call("POST", path, body, other),
    handOver,
    close: () => pool.close(),
  };

  async function call(method: string, path: string, body?: unknown, other = token): Promise<unknown> {
    const answer = await send(method, path, body, other);
    const text = await answer.body.text();
    return text === "" ? null : JSON.parse(text);
  }

  async function handOver(path: string, body: unknown, other = token): Promise<void> {
    await (await send("POST", path, body, other)).body.dump();
  }

  async function send(method: string, path: string, body: unknown, bearer: string) {
    const answer = await pool.request({
      method: method as "POST",
      path,
      headers: {
        authorization: `Bearer ${bearer}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (answer.statusCode < 300) return answer;
    const text = await answer.body.text();
    throw new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 300)}`);
  }
}
