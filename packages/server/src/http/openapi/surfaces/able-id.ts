import {
  type AbleIdErrorCode,
  ableIdBody,
  ableIdCodes,
  ableIdErrorSchema,
  ableIdHttpStatus,
} from "@countersign/wire";
import type { Surface } from "./surface.ts";

const codes = Object.keys(ableIdCodes)
  .map(Number)
  .filter((code) => code !== 200) as AbleIdErrorCode[];

/** The calls of able-id. */
export const ableId: Surface = {
  name: "able-id",
  title: "Countersign: able-id",
  description:
    "The calls of able-id: sessions that compare a face with the registry, and the data of who passed. `projectId` and " +
    "`secret` in the body authenticate. Personal data is never in a response: it goes to the project's configured addresses.",
  owns: (path) => path.startsWith("/check/"),
  security: () => [],
  headers: () => [],
  errors: {
    contentType: "application/json",
    schema: ableIdErrorSchema,
    all: [
      ...codes.map((code) => ({
        code: String(code),
        status: ableIdHttpStatus(code),
        meaning: `${ableIdCodes[code].type}: ${ableIdCodes[code].message.en}.`,
        example: ableIdBody(code, "en", null),
      })),
      {
        code: "10500",
        status: 503,
        meaning: "FACE_INTERNAL_ERROR: the service is not ready. Repeat after the seconds in `Retry-After`.",
        example: ableIdBody(10500, "en", null),
      },
    ],
  },
  statuses: ({ method, path }) =>
    method === "get" ? [400, 500, 503] : [400, ...(/_photo|start/.test(path) ? [] : [423]), 429, 500, 503],
};
