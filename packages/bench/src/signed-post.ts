import { createHmac, createSecretKey, randomBytes } from "node:crypto";
import { Pool } from "undici";

/** Signs events and posts them to a sink, and does nothing else. */
export interface SignedPost {
  /** Resolves to the event's id once the response was read. */
  post(type: string, payload: unknown): Promise<string>;
  close(): Promise<void>;
}

/** What both ceilings send: a signed body of the dialect `standard`, by undici alone. */
export function signedPost(sinkUrl: string, connections: number): SignedPost {
  const pool = new Pool(sinkUrl, { connections, pipelining: 1 });
  const key = createSecretKey(randomBytes(32));
  let posted = 0;
  return { post, close: () => pool.close() };

  async function post(type: string, payload: unknown): Promise<string> {
    const at = new Date();
    const timestamp = Math.floor(at.getTime() / 1000);
    const id = `evt_${posted++}`;
    const body = JSON.stringify({ type, timestamp: at.toISOString(), data: payload });
    const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
    const answer = await pool.request({
      method: "POST",
      path: "/ok",
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": `v1,${signature}`,
      },
      body,
    });
    await answer.body.dump();
    return id;
  }
}
