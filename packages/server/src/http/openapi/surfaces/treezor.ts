import { type TreezorErrorCode, treezorError, treezorErrorSchema, treezorErrors } from "@countersign/wire";
import { featuresOf } from "../route.ts";
import type { Surface } from "./surface.ts";

/** The calls of Treezor. */
export const treezor: Surface = {
  name: "treezor",
  title: "Countersign: Treezor",
  description:
    "The calls of Treezor: users, their documents, their KYC reviews and identifications; subscriptions to events; bulk " +
    "resends. Values of users and documents are text, as in that API.",
  owns: (path) => /^\/(?:v1|settings|retry)\//.test(path),
  security: () => ["bearer"],
  headers: () => ["projectId"],
  errors: {
    contentType: "application/json",
    schema: treezorErrorSchema,
    all: [
      ...(Object.keys(treezorErrors).map(Number) as TreezorErrorCode[]).map((code) => ({
        code: String(code),
        status: treezorErrors[code].http as number,
        meaning: `${treezorErrors[code].message}.`,
        example: treezorError(code),
      })),
      {
        code: "50001",
        status: 503,
        meaning: "The service is not ready. Repeat after the seconds in `Retry-After`.",
        example: treezorError(50001),
      },
    ],
  },
  statuses: (route) => {
    const { hasBody, hasId, changes } = featuresOf(route);
    const selects = route.path === "/retry/query";
    return [
      400,
      401,
      403,
      ...(hasId ? [404] : []),
      ...(changes ? [409] : []),
      ...(hasBody ? [413, 415] : []),
      ...(selects ? [422] : []),
      429,
      500,
      503,
    ];
  },
};
