import { valueByName } from "../inputs/by-name.ts";
import { valueByExample } from "../inputs/from-example.ts";
import { type Schema, type Schemas, valueBySchema } from "../inputs/from-schema.ts";
import type { Random } from "../random.ts";
import type { Known } from "../world/known.ts";
import { baseBodies } from "./base-bodies.ts";
import type { Auth, Body, Route } from "./route.ts";

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
}

interface Operation {
  parameters?: readonly Parameter[];
  requestBody?: { content?: Record<string, { schema?: Schema; example?: unknown }> };
  security?: readonly Record<string, unknown>[];
  "x-access"?: readonly string[];
}

/** The part of an OpenAPI document that is used here. */
export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Schemas };
}

/**
 * Fractions of requests whose body is made from the documented example, and with optional query
 * parameters.
 */
const fromExample = 0.6;
const optionalQuery = 0.3;

/**
 * Every operation of the document. Bodies follow their example or their schema, or `base-bodies.ts`
 * if these are not sufficient.
 */
export function routesOf({ paths, components }: OpenApi): Route[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) =>
      routeOf(method.toUpperCase(), path, operation, components?.schemas ?? {}),
    ),
  );
}

function routeOf(method: string, path: string, operation: Operation, schemas: Schemas): Route {
  const name = `${method} ${path}`;
  const body = operation.requestBody?.content?.["application/json"];
  const queries = (operation.parameters ?? []).filter((parameter) => parameter.in === "query");
  return {
    name,
    method,
    path,
    auth: authsOf(path, operation),
    query: (random, known) => queryOf(random, known, queries, schemas),
    body: (random, known) => baseBodies[name]?.(random, known) ?? bodyOf(random, known, body, schemas),
  };
}

/**
 * The identification calls take credentials in their body, for which OpenAPI has no security
 * scheme.
 */
function authsOf(path: string, { security = [], ...operation }: Operation): readonly Auth[] {
  const access = operation["x-access"] ?? [];
  if (path.startsWith("/check/")) return ["able-id"];
  if (security.length === 0) return path.startsWith("/manage/v1/") ? ["visitor"] : ["none"];
  if (ofBrowsers.test(path)) return ["browser"];
  if (security.some((each) => "pageToken" in each)) return ["page"];
  if (security.some((each) => "apiKey" in each))
    return access.includes("key") ? ["love-and-pay"] : ["operator"];
  const known = [...new Set(access.flatMap((holder) => bearers[holder] ?? []))];
  return known.length > 0 ? known : ["operator"];
}

/** What a token can't do: it has no session. */
const ofBrowsers = /^\/manage\/v1\/(session|me\/(password|totp|passkeys|recovery-codes|tokens))(\/|$)/;

const bearers: Record<string, Auth> = {
  admin: "operator",
  operator: "browser",
  reviewer: "reviewer",
  key: "project",
};

function bodyOf(
  random: Random,
  known: Known,
  body: { schema?: Schema; example?: unknown } | undefined,
  schemas: Schemas,
): Body {
  if (body === undefined) return { kind: "none" };
  const value =
    body.example !== undefined && random.chance(fromExample)
      ? valueByExample(random, known, body.example)
      : valueBySchema(random, known, body.schema ?? {}, schemas);
  return { kind: "json", value };
}

function queryOf(
  random: Random,
  known: Known,
  queries: readonly Parameter[],
  schemas: Schemas,
): Record<string, string> {
  const made: Record<string, string> = {};
  for (const { name, required, schema } of queries) {
    if (required !== true && !random.chance(optionalQuery)) continue;
    const value =
      valueByName(random, known, name) ?? valueBySchema(random, known, schema ?? {}, schemas, name);
    // A filter that can be repeated is described as a list: one value of it.
    made[name] = String(Array.isArray(value) ? value[0] : value);
  }
  return made;
}
