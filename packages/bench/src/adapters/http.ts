import { Pool } from "undici";

export type PostJson = (path: string, body: unknown, headers?: Record<string, string>) => Promise<unknown>;

/**
 * Posts JSON over up to `connections` keep-alive connections.
 *
 * @throws Error with status and the start of the answer, unless it is 2xx.
 */
export function jsonPoster(
  origin: string,
  headers: Record<string, string>,
  connections: number,
): { post: PostJson; close: () => Promise<void> } {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  return {
    async post(path, body, extra = {}) {
      const answer = await pool.request({
        method: "POST",
        path,
        headers: { "content-type": "application/json", ...headers, ...extra },
        body: JSON.stringify(body),
      });
      const text = await answer.body.text();
      if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.statusCode} ${text.slice(0, 300)}`);
      return text === "" ? null : JSON.parse(text);
    },
    close: () => pool.close(),
  };
}
