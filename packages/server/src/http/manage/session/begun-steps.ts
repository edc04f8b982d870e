import type { FastifyRequest } from "fastify";
import { tooManyFailures } from "../../authentication.ts";
import type { HttpDeps } from "../../deps.ts";
import { addressKey } from "../../door/address.ts";
import { refuse } from "../../refusals/problem.ts";

const minuteMs = 60_000;
/** An office behind one address has that many people at most who sign in within a minute. */
const perAddress = 60;
/** The number of addresses that are distinguished within a minute; all others count as one. */
const remembered = 10_000;

/**
 * Limits how often an address begins to sign in: anybody may, and the service remembers each for ten minutes. In this
 * process's memory.
 */
export function createBegunSteps(deps: Pick<HttpDeps, "clock" | "addresses" | "failures">) {
  let minute = Number.NaN;
  let begun = new Map<string, number>();

  /** Throws the refusal of a request whose address has begun too often, or has failed too often. */
  return (request: FastifyRequest): void => {
    const address = deps.addresses.of(request.raw);
    const wait = deps.failures.wait(address, "sign-in");
    if (wait !== null) throw tooManyFailures(wait);
    const now = Math.floor(deps.clock() / minuteMs);
    if (now !== minute) begun = new Map();
    minute = now;
    const own = addressKey(address);
    const key = begun.has(own) || begun.size < remembered ? own : "";
    const count = (begun.get(key) ?? 0) + 1;
    begun.set(key, count);
    if (count <= perAddress) return;
    const seconds = Math.max(1, Math.ceil(((minute + 1) * minuteMs - deps.clock()) / 1000));
    throw refuse("rate_limited", "Too many sign-ins were begun from this address.", {}, seconds);
  };
}
