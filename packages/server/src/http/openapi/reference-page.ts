import swagger, { type FastifyDynamicSwaggerOptions } from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { App } from "../types.ts";
import type { OpenApiDocument } from "./openapi-document.ts";
import { surfaces } from "./surfaces/index.ts";

type Handed = ReturnType<NonNullable<FastifyDynamicSwaggerOptions["transformObject"]>>;

/** The page runs its own scripts and nothing else; its styles set some of their own inline. */
const contentPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The document as a page at `/docs/`, and `app.swagger()` for tests. */
export async function registerReferencePage(app: App, document: () => OpenApiDocument): Promise<void> {
  // The plugin's own conversion drops what OpenAPI 3.1 can say (const, names beside references): it only hands ours on.
  await app.register(swagger, {
    openapi: { openapi: "3.1.0" },
    transform: ({ url }) => ({ schema: { hide: true }, url }),
    transformObject: () => document() as unknown as Handed,
  });
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    staticCSP: contentPolicy,
    uiConfig: {
      urls: [
        { url: "/openapi.json", name: "Everything" },
        ...surfaces.map(({ name }) => ({ url: `/openapi/${name}.json`, name })),
      ],
    },
    uiHooks: {
      // The plugin would write its copy anew for each reader.
      onRequest(request, reply, done) {
        if (/^\/docs\/(?:json|yaml)(?:$|\?)/.test(request.url)) void reply.redirect("/openapi.json");
        else done();
      },
    },
  });
}
