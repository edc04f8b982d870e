import { keysOf, operationErrorBody, operationErrorSchema, operationErrors } from "@countersign/wire";
import { featuresOf } from "../route.ts";
import type { Surface } from "./surface.ts";

/** The methods of Rarus. */
export const rarus: Surface = {
  name: "rarus",
  title: "Countersign: Rarus",
  description:
    "The methods of a loyalty platform: users, orders, delivery services, subscriptions. Hooks are asked before a method " +
    "does anything, and may change or deny it. A project can map methods to an upstream of its own: then the upstream's " +
    "response is passed on as it is, once the hooks have allowed the request.",
  owns: (path) => /^\/(?:organization|user)\//.test(path),
  security: () => ["bearer"],
  headers: () => [],
  errors: {
    contentType: "application/json",
    schema: operationErrorSchema,
    all: keysOf(operationErrors).map((code) => ({
      code,
      status: operationErrors[code].status,
      meaning: operationErrors[code].meaning,
      example: operationErrorBody(code),
    })),
  },
  statuses: (route) => {
    const { hasBody, hasId, hasInput } = featuresOf(route);
    const asks = hasBody || route.path === "/user/sber_get_status";
    return [
      ...(hasBody ? [400, 413, 415] : []),
      401,
      403,
      ...(hasId || asks ? [404] : []),
      ...(asks ? [409] : []),
      ...(hasInput ? [422] : []),
      429,
      500,
      ...(asks ? [502] : []),
      503,
      ...(asks ? [504] : []),
    ];
  },
};
