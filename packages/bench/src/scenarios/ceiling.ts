import { createHmac, createSecretKey, randomBytes } from "node:crypto";
import { Pool } from "undici";
import { benchPayload } from "../event.ts";
import { inParallel } from "../in-parallel.ts";
import type { Sink } from "../sink.ts";

/**
 * The ceiling: a bare undici loop that signs and posts the same body to the same sink, and keeps nothing.
 * No sender can be faster here; everything else is quoted as a share of it.
 */
export async function ceiling(sink: Sink, count: number): Promise<number> {
  const pool = new Pool(sink.url, { connections: 64, pipelining: 1 });
  const key = createSecretKey(randomBytes(32));
  await sink.reset();
  await inParallel(count, 64, async (index) => {
    const at = new Date();
    const seconds = Math.floor(at.getTime() / 1000);
    const id = `evt_${index}`;
    const body = JSON.stringify({ type: "bench.event", timestamp: at.toISOString(), data: benchPayload() });
    const answer = await pool.request({
      method: "POST",
      path: "/ok",
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(seconds),
        "webhook-signature": `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`,
      },
      body,
    });
    await answer.body.dump();
  });
  const { firstAt, lastAt } = await sink.received(count, 60_000);
  await pool.close();
  return (count / (lastAt - firstAt)) * 1000;
}
