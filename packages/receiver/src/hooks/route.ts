import type { BeforeEventType, EventPayload } from "../event.ts";
import { jsonReply, type Reply } from "../reply.ts";
import type { Interception, Question } from "./interceptor.ts";

/** How a route's requests become questions, and what hooks changed becomes the request. */
export interface RouteMapping<Request, Type extends BeforeEventType> {
  /** what to ask about a request; null: nothing, the route proceeds */
  question: (request: Request) => Question<Type> | null;
  /** writes the payload, as the hooks left it, back into the request */
  apply?: (request: Request, payload: EventPayload<Type>) => void;
}

/** Interceptions by request: what `interceptionOf` reads. */
const interceptions = new WeakMap<object, Interception>();

/** What the hooks said about a request's operation; undefined where nothing was asked. */
export function interceptionOf(request: object): Interception | undefined {
  return interceptions.get(request);
}

/** Takes an interception in: null if the route proceeds, otherwise the response to its caller. */
export function settle<Request extends object, Type extends BeforeEventType>(
  request: Request,
  interception: Interception<Type>,
  { apply }: RouteMapping<Request, Type>,
): Reply | null {
  interceptions.set(request, interception as Interception);
  switch (interception.kind) {
    case "allowed":
      apply?.(request, interception.payload);
      return null;
    case "allowed-unasked":
      return null;
    case "denied":
      return jsonReply(interception.statusCode, { error: interception.error });
    case "refused-unasked":
      return jsonReply(
        503,
        {
          error: {
            code: "hooks_unavailable",
            message: "The operation can't be checked now. Try again later.",
          },
        },
        { "retry-after": "5" },
      );
  }
}
