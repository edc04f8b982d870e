import type { FastifyRequest } from "fastify";
import type { SignInResult } from "../../../sign-in/index.ts";
import { TooBusy } from "../../../sign-in/index.ts";
import { tooManyFailures } from "../../authentication.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuse } from "../../refusals/problem.ts";

const busyRetrySeconds = 2;

/** Where the request's browser is. */
export function browserOf({ addresses }: Pick<HttpDeps, "addresses">, request: FastifyRequest) {
  return { address: addresses.of(request.raw), userAgent: request.headers["user-agent"] };
}

/**
 * Does what checks a credential that anybody may send, unless the address has failed too often; a wrong
 * one is counted for the address. Throws the refusals that all ways of signing in share.
 */
export async function checkingCredentials<Result extends { kind: string }>(
  deps: Pick<HttpDeps, "failures" | "addresses">,
  request: FastifyRequest,
  check: () => Promise<Result | Extract<SignInResult, { kind: "locked" | "refused" }>>,
): Promise<Exclude<Result, { kind: "locked" | "refused" }>> {
  const address = deps.addresses.of(request.raw);
  const wait = deps.failures.wait(address, "sign-in");
  if (wait !== null) throw tooManyFailures(wait);
  const result = await unlessBusy(check);
  if (isKind(result, "locked")) throw locked((result as { waitMs: number }).waitMs);
  if (isKind(result, "refused")) {
    const next = deps.failures.failed(address, "manage");
    if (next !== null) throw tooManyFailures(next);
    throw refuse("sign_in_refused", "That was not right. Check what you entered and try again.");
  }
  return result as Exclude<Result, { kind: "locked" | "refused" }>;
}

function isKind(result: { kind: string }, kind: string): boolean {
  return result.kind === kind;
}

function locked(waitMs: number) {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  const detail = `Too many attempts failed. Try again in ${seconds} s, or sign in with a passkey.`;
  return refuse("sign_in_locked", detail, {}, seconds);
}

/** Runs work with password hashes; too much of it at once is refused for some seconds. */
export async function unlessBusy<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TooBusy)) throw error;
    throw refuse("rate_limited", "Too many people sign in at once. Try again.", {}, busyRetrySeconds);
  }
}
