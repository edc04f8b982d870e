import type { Permission } from "@countersign/wire";
import * as z from "zod";
import { holdersOf } from "../../access/index.ts";
import type { Converter } from "./converter.ts";
import { errorName } from "./error-responses.ts";
import type { JsonSchema } from "./json-schema.ts";
import { bodiesOf, type DescribedRoute } from "./route.ts";
import type { Surface } from "./surfaces/index.ts";

/** An operation of the document, with references from the input side not yet resolved. */
export interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags: readonly string[];
  deprecated?: boolean;
  security: readonly Record<string, readonly string[]>[];
  parameters?: readonly Parameter[];
  requestBody?: RequestBody;
  responses: Record<string, Response | { $ref: string }>;
  "x-access"?: readonly string[];
}

interface RequestBody {
  required: boolean;
  content: Record<string, MediaType>;
}

type Parameter =
  | { $ref: string }
  | {
      name: string;
      in: "path" | "query" | "header";
      required?: boolean;
      description?: string;
      schema: JsonSchema;
      example?: unknown;
    };

export interface MediaType {
  schema: JsonSchema;
  example?: unknown;
}

interface Response {
  description: string;
  content?: Record<string, MediaType>;
}

/** Describes one method of one path. */
export function operationOf(route: DescribedRoute, surface: Surface, converter: Converter): Operation {
  const { schema, config } = route;
  const parameters = parametersOf(route, surface, converter);
  const requestBody = requestBodyOf(route, converter);
  return {
    ...(schema.operationId !== undefined && { operationId: schema.operationId }),
    ...(schema.summary !== undefined && { summary: schema.summary }),
    ...(schema.description !== undefined && { description: schema.description }),
    tags: schema.tags ?? [surface.name],
    ...(schema.deprecated && { deprecated: true }),
    security: surface.security(route).map((name) => ({ [name]: [] })),
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody !== null && { requestBody }),
    responses: { ...successesOf(route, converter), ...errorsOf(route, surface) },
    ...(config.access !== undefined && { "x-access": accessOf(config.access) }),
  };
}

function parametersOf(route: DescribedRoute, surface: Surface, converter: Converter): Parameter[] {
  const { params, querystring, headers, reads } = route.schema;
  return [
    ...pathParameters(route, params, converter),
    ...propertiesOf(querystring, converter).map((each) => ({ in: "query" as const, ...each })),
    ...propertiesOf(headers, converter).map((each) => ({ in: "header" as const, ...each })),
    ...propertiesOf(reads?.headers, converter).map((each) => ({ in: "header" as const, ...each })),
    ...surface.headers(route).map((name) => ({ $ref: `#/components/parameters/${name}` })),
  ];
}

function pathParameters({ path }: DescribedRoute, params: unknown, converter: Converter): Parameter[] {
  const known = propertiesOf(params, converter);
  return [...path.matchAll(/\{(\w+)\}/g)].map(({ 1: name = "", index }) => {
    const collection = path.slice(0, index - 1);
    const given = known.find((each) => each.name === name);
    return {
      name,
      in: "path",
      required: true,
      description: given?.description ?? `One of \`${collection}\`, by its id.`,
      schema: given?.schema ?? { type: "string" },
      ...(given?.example !== undefined && { example: given.example }),
    };
  });
}

function propertiesOf(schema: unknown, converter: Converter) {
  if (!(schema instanceof z.ZodType)) return [];
  const { properties = {}, required = [] } = converter.convert(unwrapped(schema), "input");
  return Object.entries(properties as Record<string, JsonSchema>).map(([name, property]) => {
    const { description, examples, ...rest } = property;
    const [example] = Array.isArray(examples) ? examples : [];
    return {
      name,
      ...((required as string[]).includes(name) && { required: true }),
      ...(typeof description === "string" && { description }),
      schema: rest,
      ...(example !== undefined && { example }),
    };
  });
}

/** A copy without a component name: parameters are inlined. */
function unwrapped(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodObject ? z.object(schema.shape) : schema;
}

function requestBodyOf(route: DescribedRoute, converter: Converter): RequestBody | null {
  const bodies = Object.entries(bodiesOf(route));
  if (bodies.length === 0) return null;
  const content = Object.fromEntries(
    bodies.map(([type, schema]) => [type, { schema: converter.convert(withoutNull(schema), "input") }]),
  );
  const optional = bodies.some(([, schema]) => schema.safeParse(undefined).success);
  return { required: !optional, content };
}

/** The schema of a body, without the absent case. */
function withoutNull(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable)
    inner = inner.unwrap() as z.ZodType;
  return inner;
}

const usual: Readonly<Record<string, string>> = {
  200: "Success.",
  201: "Created.",
  202: "Accepted; the work goes on.",
  204: "Done; there is no body.",
};

function successesOf({ schema }: DescribedRoute, converter: Converter): Record<string, Response> {
  const responses: Record<string, Response> = {};
  for (const [status, body] of Object.entries((schema.response ?? {}) as Record<string, unknown>)) {
    if (!(body instanceof z.ZodType)) continue;
    responses[status] = {
      description: body.description ?? usual[status] ?? "Success.",
      content: { "application/json": { schema: converter.convert(body, "output") } },
    };
  }
  for (const [status, { description, content = {} }] of Object.entries(schema.sends ?? {})) {
    const types = Object.entries(content).map(([type, body]) => [
      type,
      { schema: converter.convert(body, "output") },
    ]);
    responses[status] = { description, ...(types.length > 0 && { content: Object.fromEntries(types) }) };
  }
  return responses;
}

function errorsOf(route: DescribedRoute, surface: Surface): Record<string, { $ref: string }> {
  const statuses = surface.statuses(route);
  return Object.fromEntries(
    statuses.map((status) => [status, { $ref: `#/components/responses/${errorName(surface, status)}` }]),
  );
}

/** Permitted callers: roles, and `key` for a project's key; empty for everybody. */
function accessOf(access: Permission | "public"): readonly string[] {
  return access === "public" ? [] : holdersOf(access);
}
