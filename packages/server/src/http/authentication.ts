import type { FastifyRequest } from "fastify";
import type { BearerActor } from "../access/index.ts";
import type { HttpDeps } from "./deps.ts";
import type { Surface } from "./door/failures.ts";
import { type Refusal, refuse } from "./refusals/problem.ts";

type Deps = Pick<HttpDeps, "failures" | "addresses">;

/**
 * Who the credentials of a request belong to, with the address they come from; null where they are
 * nobody's. Throws a refusal where their address has failed too often for one more answer.
 * `credentials` is null where there are none.
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
