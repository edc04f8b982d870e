import { problems } from "@countersign/wire";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import type { App } from "./types.ts";

const prefix = "/manage/v1";

/** The rendered reference runs its own scripts and nothing else; its styles set some of their own inline. */
const contentPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const problemAnswer = {
  description: "A problem (RFC 9457) with a stable `code`",
  content: {
    "application/problem+json": {
      schema: {
        type: "object",
        required: ["type", "title", "status", "code"],
        properties: {
          type: { type: "string" },
          title: { type: "string" },
          status: { type: "integer" },
          code: { type: "string", enum: Object.keys(problems) },
          detail: { type: "string" },
          instance: { type: "string" },
          errors: {
            type: "array",
            items: {
              type: "object",
              required: ["field", "problem"],
              properties: { field: { type: "string" }, problem: { type: "string" } },
            },
          },
          state: { type: "string" },
          triggers: { type: "array", items: { type: "string" } },
          version: { type: "integer" },
        },
      },
    },
  },
};

const idempotencyHeader = {
  type: "object",
  properties: {
    "Idempotency-Key": {
      type: "string",
      minLength: 1,
      maxLength: 200,
      description: "The same key with the same request gives the same answer for 24 hours",
    },
  },
};

/**
 * The reference of the management API: OpenAPI 3.1 at `/openapi.json`, rendered at `/docs`, made of the schemas
 * that the routes check and answer with. Must be registered before them.
 */
export async function describeApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Countersign management API", version: "1" },
      components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
      security: [{ bearer: [] }],
    },
    transform: (document) => {
      const { schema = {}, url, route } = document;
      if (!url.startsWith(prefix)) return { schema: { ...schema, hide: true }, url };
      const described = jsonSchemaTransform({ ...document, schema }).schema as Record<string, unknown>;
      const responses = described.response as Record<string, unknown> | undefined;
      const repeatable = route.method === "POST" && route.config?.idempotent !== false;
      return {
        url,
        schema: {
          ...described,
          ...(repeatable && described.headers === undefined && { headers: idempotencyHeader }),
          response: { ...responses, default: problemAnswer },
          "x-access": route.config?.access,
        },
      };
    },
  });
  await app.register(swaggerUi, { routePrefix: "/docs", staticCSP: contentPolicy });
  // Made once, and one buffer for all: half a megabyte for each reader that takes its time would be anybody's to ask for.
  let document: Buffer | null = null;
  app.get("/openapi.json", { schema: { hide: true } }, (_request, reply) => {
    document ??= Buffer.from(JSON.stringify(app.swagger()));
    return reply.type("application/json; charset=utf-8").send(document);
  });
}
