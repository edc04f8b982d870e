import { createHmac, createSecretKey, randomBytes } from "node:crypto";
import { Pool } from "undici";
import { benchPayload, benchType } from "../event.ts";
import { forSeconds } from "../in-parallel.ts";
import type { Sink } from "../sink.ts";

/** The minimum that any sender does: it signs and posts, and stores nothing. */
export interface BareLoop {
  /**
   * @param dueAt the time from which the sink measures, in milliseconds since the epoch; by default
   * now.
   */
  post(dueAt?: number): Promise<void>;
  close(): Promise<void>;
}

export function bareLoop(sink: Sink): BareLoop {
  const pool = new Pool(sink.url, { connections: 64, pipelining: 1 });
  const key = createSecretKey(randomBytes(32));
  let posted = 0;
  return { post, close: () => pool.close() };

  async function post(dueAt?: number): Promise<void> {
    const at = new Date();
    const timestamp = Math.floor(at.getTime() / 1000);
    const id = `evt_${posted++}`;
    const body = JSON.stringify({ type: benchType, timestamp: at.toISOString(), data: benchPayload(dueAt) });
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
  }
}

/**
 * The ceiling: a bare undici loop that signs and posts the same body to the same sink, and stores
 * nothing. No sender can be faster here; everything else is given as a share of it. Returns
 * requests per second.
 */
export async function ceiling(sink: Sink, seconds: number): Promise<number> {
  const loop = bareLoop(sink);
  await sink.reset();
  const count = await forSeconds(seconds, 64, () => loop.post());
  const { firstAt, lastAt } = await sink.received(count, 10_000);
  await loop.close();
  return (count / (lastAt - firstAt)) * 1000;
}
