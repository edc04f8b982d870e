import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { App } from "../types.ts";
import { surfaces } from "./surfaces/index.ts";

/** The page runs only its own scripts; it sets some styles inline. */
const contentPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Shows the documents at `/docs/`. */
export async function registerReferencePage(app: App): Promise<void> {
  // The page's plugin requires this one. Its own document, which loses parts of OpenAPI 3.1 (const,
  // descriptions of references), is never served.
  await app.register(swagger, { transform: ({ url }) => ({ schema: { hide: true }, url }) });
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    staticCSP: contentPolicy,
    uiConfig: {
      urls: [
        { url: "/openapi.json", name: "everything" },
        ...surfaces.map(({ name }) => ({ url: `/openapi/${name}.json`, name })),
      ],
    },
    uiHooks: {
      onRequest(request, reply, done) {
        if (/^\/docs\/(?:json|yaml)(?:$|\?)/.test(request.url)) void reply.redirect("/openapi.json");
        else done();
      },
    },
  });
}
