import { createHmac, createSecretKey, randomBytes } from "node:crypto";
import fastify from "fastify";
import { Pool } from "undici";

/**
 * The service with everything left out that keeps an event: no authentication, no checks, no store,
 * no retry, no log. It responds once the receiver has, so its caller's load is the receiver's.
 */
const [sinkUrl = ""] = process.argv.slice(2);
const pool = new Pool(sinkUrl, { connections: 256, pipelining: 1 });
const key = createSecretKey(randomBytes(32));
const app = fastify();
let relayed = 0;

app.post<{ Body: { type: string; payload: unknown } }>("/events", async (request, reply) => {
  const at = new Date();
  const timestamp = Math.floor(at.getTime() / 1000);
  const id = `evt_${relayed++}`;
  const { type, payload } = request.body;
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
  return reply.code(202).send({ id });
});

process.on("disconnect", () => process.exit(0));
process.send?.(await app.listen({ host: "127.0.0.1", port: 0 }));
