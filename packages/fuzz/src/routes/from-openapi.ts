import { valueByName } from "../inputs/by-name.ts";
import { type Schema, valueBySchema } from "../inputs/from-schema.ts";
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
  requestBody?: { content?: Record<string, { schema?: Schema }> };
  "x-access"?: readonly string[];
}

/** The part of an OpenAPI document that is used here. */
export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
}

const auths: Record<string, Auth> = { operator: "operator", reviewer: "reviewer", project: "project" };

/** Every operation of the document. Bodies follow their schema, or `base-bodies.ts` if the schema is not sufficient. */
export function routesOf(document: OpenApi): Route[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => routeOf(method.toUpperCase(), path, operation)),
  );
}

function routeOf(method: string, path: string, operation: Operation): Route {
  const name = `${method} ${path}`;
  const schema = operation.requestBody?.content?.["application/json"]?.schema;
  const queries = (operation.parameters ?? []).filter((parameter) => parameter.in === "query");
  const access = (operation["x-access"] ?? []).flatMap((kind) => auths[kind] ?? []);
  return {
    name,
    method,
    path,
    auth: access.length > 0 ? access : ["operator"],
    query: (random, known) => queryOf(random, known, queries),
    body: (random, known) => baseBodies[name]?.(random, known) ?? bodyOf(random, known, schema),
  };
}

function bodyOf(random: Random, known: Known, schema: Schema | undefined): Body {
  return schema === undefined
    ? { kind: "none" }
    : { kind: "json", value: valueBySchema(random, known, schema) };
}

function queryOf(random: Random, known: Known, queries: readonly Parameter[]): Record<string, string> {
  const made: Record<string, string> = {};
  for (const { name, required, schema } of queries) {
    if (required !== true && !random.chance(0.3)) continue;
    made[name] = String(valueByName(random, known, name) ?? valueBySchema(random, known, schema ?? {}, name));
  }
  return made;
}
