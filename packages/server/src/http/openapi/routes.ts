import * as z from "zod";
import type { App } from "../types.ts";
import { type Documents, documentsOf } from "./document.ts";
import { pascalCase } from "./error-responses.ts";
import { type DescribedRoute, describedRoutes } from "./route.ts";
import { surfaces } from "./surfaces/index.ts";

/**
 * The reference of every route: OpenAPI 3.1 at `/openapi.json`, one document per surface at
 * `/openapi/{surface}.json`. Generated at the first request from the schemas that validate requests
 * and responses. Must be registered before the routes.
 */
export function registerApiReference(app: App, { publicUrl }: { publicUrl: string }): void {
  const routes: DescribedRoute[] = [];
  app.addHook("onRoute", (route) => {
    routes.push(...describedRoutes(route));
  });
  const textOf = createTexts(() => documentsOf(routes, publicUrl));
  for (const { path, name, ...described } of documentRoutes) {
    const sends = {
      200: { description: "The document.", content: { "application/json": z.looseObject({}) } },
    };
    app.get(path, { schema: { ...described, sends } }, async (_request, reply) =>
      reply.type("application/json; charset=utf-8").send(await textOf(name)),
    );
  }
}

const documentRoutes = [
  {
    path: "/openapi.json",
    name: null,
    operationId: "getOpenApi",
    summary: "Read this document",
    description: "OpenAPI 3.1 of every route of every surface.",
  },
  ...surfaces.map(({ name, title }) => ({
    path: `/openapi/${name}.json`,
    name,
    operationId: `get${pascalCase(name)}OpenApi`,
    summary: `Read the document of ${name}`,
    description: `OpenAPI 3.1 of one surface. ${title}.`,
  })),
];

/**
 * One buffer per document for all readers: otherwise any number of slow readers could take half a
 * megabyte each.
 */
function createTexts(make: () => Promise<Documents>): (name: string | null) => Promise<Buffer> {
  let made: Promise<Documents> | null = null;
  const texts = new Map<string | null, Buffer>();
  return async (name) => {
    made ??= make();
    const { whole, bySurface } = await made;
    const known = texts.get(name) ?? Buffer.from(JSON.stringify(name === null ? whole : bySurface.get(name)));
    texts.set(name, known);
    return known;
  };
}
