import { pageTokenHeader } from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import { enterPage, type Session } from "../../verification/index.ts";
import { tooManyFailures } from "../authentication.ts";
import type { HttpDeps } from "../deps.ts";
import { refuse } from "../refusals/problem.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The session whose page makes the request; null outside of the page's API. */
    pageSession: Session | null;
  }
}

/** Admits a call only with its session's page token. Runs before the body is read. */
export async function enter(deps: HttpDeps, request: FastifyRequest): Promise<void> {
  const { id } = request.params as { id: string };
  const token = request.headers[pageTokenHeader];
  const given = typeof token === "string" ? token : "";
  const address = deps.addresses.of(request.raw);
  const wait = deps.failures.wait(address, given);
  if (wait !== null) throw tooManyFailures(wait);
  const entry = await enterPage(deps, deps.db, id, given);
  if (entry.kind !== "open") {
    const beyond = deps.failures.failed(address, "applicant");
    if (beyond !== null) throw tooManyFailures(beyond);
  }
  if (entry.kind === "unknown") throw refuse("session_unknown", "There is no session of this id.");
  if (entry.kind === "token") throw refuse("page_token_invalid", "The link's token is not this session's.");
  deps.failures.succeeded(address, given);
  request.pageSession = entry.session;
}

/** The session that `enter` has admitted. */
export function pageSession(request: FastifyRequest): Session {
  if (request.pageSession === null)
    throw new Error("a route of the page's API asked for its session unentered");
  return request.pageSession;
}
