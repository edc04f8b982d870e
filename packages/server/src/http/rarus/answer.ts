import { once } from "node:events";
import { pipeline } from "node:stream/promises";
import type { FastifyReply } from "fastify";
import type { Forwarded } from "../../gateway/index.ts";
import type { Outcome } from "../../operations/index.ts";
import { headersOf } from "../headers.ts";
import { sendRefused } from "./errors.ts";

/** The parts of an operation's response in addition to the record. */
export interface Shown<Value> {
  value: Value;
  warnings: string[];
}

/** Sends the result of an operation; `status` is that of its first success. */
export async function sendOutcome<Value>(
  reply: FastifyReply,
  outcome: Outcome<Value>,
  status: 200 | 201,
  show: (shown: Shown<Value>) => object | Promise<object>,
): Promise<FastifyReply> {
  if (outcome.kind === "refused") return sendRefused(reply, outcome);
  const { value, warnings, degraded, replayed } = outcome;
  if (replayed) reply.header("idempotent-replayed", "true");
  if (degraded.length > 0) reply.header(degradedHeader, degradedValue(degraded));
  return reply.code(replayed ? 200 : status).send(await show({ value, warnings }));
}

/**
 * Passes an upstream's response on: status, streamed bytes, and headers, which this service's own
 * security headers override. If it breaks off, so does the connection to the caller: a truncated
 * response must not look complete.
 */
export async function sendForwarded(reply: FastifyReply, forwarded: Forwarded): Promise<FastifyReply> {
  if (forwarded.kind === "refused") return sendRefused(reply, forwarded);
  const { status, headers, body, degraded } = forwarded;
  const { "cache-control": caching, ...security } = headersOf(reply.request);
  reply.hijack();
  reply.raw.writeHead(status, {
    "cache-control": caching,
    ...headers,
    ...security,
    ...(degraded.length > 0 && { [degradedHeader]: degradedValue(degraded) }),
  });
  try {
    if (bodiless.has(status)) {
      // There is nothing to pass on, but the end of the response may have to be recorded.
      await once(body.resume(), "end");
      reply.raw.end();
    } else await pipeline(body, reply.raw);
  } catch {
    reply.raw.destroy();
  }
  return reply;
}

const bodiless = new Set([204, 205, 304]);
const degradedHeader = "countersign-degraded";

/** Names may use any script, headers only ASCII: percent-encoded. */
function degradedValue(hooks: readonly string[]): string {
  return hooks.map((name) => encodeURIComponent(name)).join(", ");
}
