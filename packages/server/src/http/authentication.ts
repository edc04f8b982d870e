import type { FastifyRequest } from "fastify";
import type { BearerActor } from "../access/index.ts";
import type { HttpDeps } from "./deps.ts";
import type { Surface } from "./door/failures.ts";
import { type Refusal, refuse } from "./refusals/problem.ts";

type Deps = Pick<HttpDeps, "failures" | "addresses">;

/**
 * The owner of a request's credentials, and the address they come from; null if they are unknown.
 * Throws a refusal if their address has failed too often. `credentials` is null if there are none.
 */
export async function authenticatedActor(
  deps: Deps,
  request: FastifyRequest,
  surface: Surface,
  credentials: string | null,
  authenticate: (credentials: string) => Promise<BearerActor | null>,
): Promise<BearerActor | null> {
  const address = deps.addresses.of(request.raw);
  if (credentials !== null) {
    const wait = deps.failures.wait(address, credentials);
    if (wait !== null) throw tooManyFailures(wait);
    const actor = await authenticate(credentials);
    if (actor !== null) {
      deps.failures.succeeded(address, credentials);
      return { ...actor, address };
    }
  }
  const wait = deps.failures.failed(address, surface);
  if (wait !== null) throw tooManyFailures(wait);
  return null;
}

export function tooManyFailures(seconds: number): Refusal {
  const detail = "Too many authentications from this address failed. Try again later, with a valid token.";
  return refuse("rate_limited", detail, {}, seconds);
}
