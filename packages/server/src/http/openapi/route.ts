import type { FastifyContextConfig, FastifySchema, RouteOptions } from "fastify";
import * as z from "zod";

/** A registered route as the document describes it. */
export interface DescribedRoute {
  method: string;
  /** In OpenAPI's notation: `/v1/users/{userId}`. */
  path: string;
  schema: FastifySchema;
  config: FastifyContextConfig;
}

/**
 * The routes of one registration, one per method. HEAD is implied by every GET and not described.
 */
export function describedRoutes({ method, url, schema = {}, config = {} }: RouteOptions): DescribedRoute[] {
  if (schema.hide === true) return [];
  const path = url.replaceAll(/:(\w+)/g, "{$1}");
  return [method]
    .flat()
    .filter((each) => each !== "HEAD")
    .map((each) => ({ method: each.toLowerCase(), path, schema, config }));
}

/** The bodies that a route accepts, by content type. */
export function bodiesOf({ schema }: DescribedRoute): Readonly<Record<string, z.ZodType>> {
  const checked = schema.body instanceof z.ZodType ? { "application/json": schema.body } : {};
  return { ...checked, ...schema.reads?.body };
}

/** Properties of a route that its errors depend on. */
export interface RouteFeatures {
  hasBody: boolean;
  hasInput: boolean;
  hasId: boolean;
  changes: boolean;
}

export function featuresOf(route: DescribedRoute): RouteFeatures {
  const hasBody = Object.keys(bodiesOf(route)).length > 0;
  return {
    hasBody,
    hasInput: hasBody || route.schema.querystring !== undefined,
    hasId: route.path.includes("{"),
    changes: route.method !== "get",
  };
}
