import { once } from "node:events";
import { pipeline } from "node:stream/promises";
import type { FastifyReply } from "fastify";
import type { Forwarded } from "../../gateway/index.ts";
import type { Outcome } from "../../operations/index.ts";
import { headersOf } from "../headers.ts";
import { sendRefused } from "./errors.ts";

/** What an operation's answer says beside the record itself. */
export interface Shown<Value> {
  value: Value;
  warnings: string[];
}

/** Answers what became of an operation; `status` is the one of its first success. */
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
 * Passes an upstream's answer on: its status, its bytes as they come, and its headers, with this
 * service's own security headers over them. Where it breaks off, so does the connection to the
 * caller: a cut answer must not look whole.
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
      // There is nothing to pass on, but the end may have something to be recorded.
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

/** Names may be of any script, headers only of one: percent-encoded. */
function degradedValue(hooks: readonly string[]): string {
  return hooks.map((name) => encodeURIComponent(name)).join(", ");
}
