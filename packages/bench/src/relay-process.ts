import fastify from "fastify";
import { signedPost } from "./signed-post.ts";

/**
 * The service with everything left out that keeps an event: no authentication, no checks, no store,
 * no retry, no log. It responds once the receiver has, so its caller's load is the receiver's.
 */
const [sinkUrl = ""] = process.argv.slice(2);
const sink = signedPost(sinkUrl, 256);
const app = fastify();

app.post<{ Body: { type: string; payload: unknown } }>("/events", async (request, reply) => {
  const { type, payload } = request.body;
  return reply.code(202).send({ id: await sink.post(type, payload) });
});

process.on("disconnect", () => process.exit(0));
process.send?.(await app.listen({ host: "127.0.0.1", port: 0 }));
