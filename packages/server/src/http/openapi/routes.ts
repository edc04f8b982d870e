import * as z from "zod";
import type { App } from "../types.ts";
import { type Documents, documentsOf } from "./document.ts";
import { registerReferencePage } from "./reference-page.ts";
import { type DescribedRoute, describedRoutes } from "./route.ts";
import { surfaces } from "./surfaces/index.ts";

/**
 * The reference of every route: OpenAPI 3.1 at `/openapi.json`, one document per surface at `/openapi/{surface}.json`,
 * rendered at `/docs/`. Made of the schemas that the routes check requests and responses with. Must be registered
 * before the routes.
 */
export async function registerApiReference(app: App, { publicUrl }: { publicUrl: string }): Promise<void> {
  const routes: DescribedRoute[] = [];
  app.addHook("onRoute", (route) => {
    routes.push(...describedRoutes(route));
  });
  let documents: Documents | null = null;
  const made = () => (documents ??= documentsOf(routes, publicUrl));
  await registerReferencePage(app, () => made().whole);
  // One buffer per document for all its readers: half a megabyte for each slow reader would be anybody's to ask for.
  const texts = new Map<string, Buffer>();
  const textOf = (name: string) => {
    const known = texts.get(name);
    if (known !== undefined) return known;
    const { whole, bySurface } = made();
    const text = Buffer.from(JSON.stringify(name === "" ? whole : bySurface.get(name)));
    texts.set(name, text);
    return text;
  };
  const type = "application/json; charset=utf-8";
  const sends = {
    200: { description: "The document.", content: { "application/json": z.looseObject({}) } },
  };
  app.get(
    "/openapi.json",
    {
      schema: {
        operationId: "getOpenApi",
        summary: "Read this document",
        description: "OpenAPI 3.1 of every route of every surface.",
        sends,
      },
    },
    (_request, reply) => reply.type(type).send(textOf("")),
  );
  for (const { name, title } of surfaces) {
    app.get(
      `/openapi/${name}.json`,
      {
        schema: {
          operationId: `getOpenApiOf${title.replaceAll(/[^A-Za-z]/g, "")}`,
          summary: `Read the document of ${name}`,
          description: `OpenAPI 3.1 of one surface. ${title}.`,
          sends,
        },
      },
      (_request, reply) => reply.type(type).send(textOf(name)),
    );
  }
}
