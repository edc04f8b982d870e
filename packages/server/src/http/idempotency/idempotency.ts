import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { boundedJsonParser } from "../bodies/json-bodies.ts";
import { actorOf } from "../caller.ts";
import type { HttpDeps } from "../deps.ts";
import { refuse, refuseFields } from "../refusals/problem.ts";
import type { App } from "../types.ts";
import { type Claim, claimKey, type KeyedRequest, keepAnswer, releaseKey, type TakenKey } from "./keys.ts";

const keyForm = /^[\x21-\x7e]{1,200}$/;

declare module "fastify" {
  interface FastifyRequest {
    /** SHA-256 of the raw body; null without one. */
    bodyHash: Buffer | null;
    /** The idempotency key that this request holds while it is in progress. */
    claim: Claim | null;
  }
}

/**
 * Honours `Idempotency-Key` on every POST of the scope (but those whose `config.idempotent` says
 * otherwise): the first request with a key does the work, later ones with the same body get the same
 * response for 24 hours, marked by `idempotent-replayed: true`. Routes work within `respondOnce`, which
 * stores the response with the work; this hook stores refusals, which did no work. Each token owner
 * has their own keys. Responses of 429, or of 500 and above, are not stored, so that a retry tries
 * again, and neither are refusals from before the work began.
 */
export function honourIdempotencyKeys(
  app: App,
  deps: Pick<HttpDeps, "db" | "clock" | "keyring" | "log">,
): void {
  app.decorateRequest("bodyHash", null);
  app.decorateRequest("claim", null);
  hashJsonBodies(app);

  const claimFirst = async (request: FastifyRequest, reply: FastifyReply) => {
    const keyed = keyedRequest(request);
    if (keyed === null) return;
    const result = await claimKey(deps, keyed);
    if (result.kind !== "claimed") return repeatResponse(reply, result);
    request.claim = result.claim;
  };
  const keepLastResponse = async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const { claim } = request;
    if (claim === null) return payload;
    request.claim = null;
    try {
      const passing = reply.statusCode >= 500 || reply.statusCode === 429;
      if (passing || typeof payload !== "string") await releaseKey(deps, claim);
      else {
        const contentType = String(reply.getHeader("content-type") ?? "application/json");
        await keepAnswer(deps, claim, { status: reply.statusCode, contentType, body: payload });
      }
    } catch (err) {
      // The work is done and its response is sent; only a repetition won't find it.
      deps.log.error({ err, requestId: request.id }, "an idempotent answer was not kept");
    }
    return payload;
  };
  // Only for routes that store keys: an unneeded promise costs each of the others two turns of the
  // event loop.
  app.addHook("onRoute", (route) => {
    if (route.method !== "POST" || (route.config?.idempotent ?? true) !== true) return;
    route.preHandler = [claimFirst, ...[route.preHandler ?? []].flat()];
    route.onSend = [...[route.onSend ?? []].flat(), keepLastResponse];
  });
}

/**
 * The request's key, with the hash that identifies the request; null without one. Refuses a malformed
 * key.
 */
export function keyedRequest(request: FastifyRequest): KeyedRequest | null {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return null;
  if (typeof key !== "string" || !keyForm.test(key)) {
    throw refuseFields([
      { field: "Idempotency-Key", problem: "must be 1 to 200 printable ASCII characters without spaces" },
    ]);
  }
  return { actorId: actorOf(request).id, key, requestHash: requestHash(request) };
}

/** Responds to a request whose key is taken: with the stored response, or with a refusal. */
export function repeatResponse(reply: FastifyReply, taken: TakenKey): FastifyReply {
  switch (taken.kind) {
    case "conflict":
      throw refuse("idempotency_conflict", "This idempotency key was used for another request.");
    case "in-progress":
      throw refuse(
        "idempotency_in_progress",
        "The first request with this idempotency key is still under way.",
      );
    case "unknown-outcome":
      throw refuse(
        "idempotency_outcome_unknown",
        "The first request with this idempotency key was in progress when its process ended. It is not repeated: check its outcome, and use a new key to repeat it.",
      );
    case "answered":
      reply.header("idempotent-replayed", "true").code(taken.status).type(taken.contentType);
      return reply.send(taken.body);
  }
}

/** Parses JSON within its limits, and keeps its hash. */
function hashJsonBodies(app: App): void {
  const parse = boundedJsonParser(app);
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    const text = typeof body === "string" ? body : body.toString("utf8");
    if (request.headers["idempotency-key"] !== undefined) {
      request.bodyHash = createHash("sha256").update(text).digest();
    }
    parse(request, text, done);
  });
}

function requestHash(request: FastifyRequest): Buffer {
  const hash = createHash("sha256").update(`${request.method} ${request.url}\n`);
  return hash.update(request.bodyHash ?? "").digest();
}
