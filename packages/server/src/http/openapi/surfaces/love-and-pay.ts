import {
  keysOf,
  loveAndPayError,
  loveAndPayErrorSchema,
  loveAndPayErrors,
  type Permission,
} from "@countersign/wire";
import { holdersOf } from "../../../access/index.ts";
import { featuresOf } from "../route.ts";
import type { Surface } from "./surface.ts";

/** The calls of Love&Pay. */
export const loveAndPay: Surface = {
  name: "love-and-pay",
  title: "Countersign: Love&Pay",
  description:
    "The KYC calls of Love&Pay: a document with a selfie, judged by an operator. A project may demand signed requests: " +
    "`x-signature` is the hex HMAC-SHA256, under the request secret, of method + path with query + `x-timestamp` + hex " +
    "SHA-256 of the body.",
  owns: (path) => path.startsWith("/api/"),
  security: () => ["apiKey"],
  headers: ({ config }) => [
    ...(isHeldBy(config.access, "operator") ? (["projectId"] as const) : []),
    ...(isHeldBy(config.access, "key") ? (["requestTimestamp", "requestSignature"] as const) : []),
  ],
  errors: {
    contentType: "application/json",
    schema: loveAndPayErrorSchema,
    all: [
      ...keysOf(loveAndPayErrors).map((code) => ({
        code,
        status: loveAndPayErrors[code].http as number,
        meaning: `${loveAndPayErrors[code].message.en}.`,
        example: loveAndPayError(code, "en"),
      })),
      {
        code: "internal_error",
        status: 503,
        meaning: "The service is not ready. Repeat after the seconds in `Retry-After`.",
        example: loveAndPayError("internal_error", "en"),
      },
    ],
  },
  statuses: (route) => {
    const { hasBody, hasId } = featuresOf(route);
    return [400, 401, 403, ...(hasId ? [404] : []), ...(hasBody ? [413, 415] : []), 429, 500, 503];
  },
};

function isHeldBy(access: Permission | "public" | undefined, holder: "operator" | "key"): boolean {
  return access !== undefined && access !== "public" && holdersOf(access).includes(holder);
}
