import type { IncomingMessage, ServerResponse } from "node:http";
import type { Endpoint } from "../endpoint.ts";
import type { BeforeEventType } from "../event.ts";
import type { Interceptor } from "../hooks/interceptor.ts";
import { type RouteMapping, settle } from "../hooks/route.ts";
import { send, toNodeListener } from "./node.ts";

export { interceptionOf } from "../hooks/route.ts";

/**
 * A handler for Express: `app.post("/webhooks", toExpressHandler(receiver))`. Register it before
 * `express.json()`, which reads the body; `express.raw()` may run before it. Where the bytes are
 * lost it responds with 500 and says so, rather than to guess them.
 */
export function toExpressHandler(
  endpoint: Endpoint,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return toNodeListener(endpoint);
}

/** A request whose body another middleware has parsed. */
type ParsedRequest = IncomingMessage & { body?: unknown };

/**
 * Middleware that asks Countersign's hooks before a route: it proceeds if they allow, with what
 * they changed, and otherwise responds in its place. It comes after `express.json()`.
 */
export function intercept<Type extends BeforeEventType, Request extends ParsedRequest>(
  interceptor: Interceptor,
  event: Type,
  mapping: RouteMapping<Request, Type>,
): (request: Request, response: ServerResponse, next: (error?: unknown) => void) => Promise<void> {
  return async (request, response, next) => {
    try {
      const question = mapping.question(request);
      if (question === null) return next();
      const reply = settle(request, await interceptor.ask(event, question), mapping);
      if (reply === null) next();
      else send(response, reply);
    } catch (error) {
      next(error);
    }
  };
}
