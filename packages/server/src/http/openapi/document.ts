import { setImmediate } from "node:timers/promises";
import { addExamples } from "./add-examples.ts";
import { createConverter } from "./converter.ts";
import { errorResponses } from "./error-responses.ts";
import { schemaNames } from "./names.ts";
import type { OpenApiDocument } from "./openapi-document.ts";
import { operationOf } from "./operation.ts";
import type { DescribedRoute } from "./route.ts";
import { inSentences } from "./sentences.ts";
import { headerParameters, type Surface, securitySchemes, surfaceOf, surfaces } from "./surfaces/index.ts";
import { tagsOf } from "./tags.ts";
import { usedComponents } from "./used-components.ts";

const about =
  "Self-hosted identity verification: it verifies people, tells others by webhooks, and asks them by hooks. Each service's " +
  "part is a document of its own, too: ";

/** The documents of all routes: the complete one, and one per surface. */
export interface Documents {
  whole: OpenApiDocument;
  bySurface: ReadonlyMap<string, OpenApiDocument>;
}

/**
 * Describes the routes. To be called once: it takes 0.3 s of the processor for 170 routes, in steps
 * between which requests are served.
 */
export async function documentsOf(routes: readonly DescribedRoute[], publicUrl: string): Promise<Documents> {
  const converter = createConverter(schemaNames());
  const paths: OpenApiDocument["paths"] = {};
  for (const route of routes) {
    const operation = operationOf(route, surfaceOf(route.path), converter);
    paths[route.path] = { ...paths[route.path], [route.method]: operation };
    await setImmediate();
  }
  const responses = Object.assign({}, ...surfaces.map((surface) => errorResponses(surface, converter)));
  const made = {
    paths: converter.resolved(paths),
    components: { securitySchemes, parameters: headerParameters, responses: converter.resolved(responses) },
  };
  const schemas = inSentences({ schemas: converter.components() }).schemas;
  const described = inSentences(made);
  addExamples(described.paths, schemas);
  const documentOf = (title: string, description: string, own: readonly Surface[]): OpenApiDocument => {
    const ownPaths = Object.fromEntries(
      Object.entries(described.paths).filter(([path]) => own.includes(surfaceOf(path))),
    );
    return {
      openapi: "3.1.0",
      info: { title, version: "1", description, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
      servers: [{ url: publicUrl }],
      ...tagsOf(ownPaths, own),
      paths: ownPaths,
      components: usedComponents(ownPaths, { ...described.components, schemas }),
    };
  };
  const bySurface = new Map<string, OpenApiDocument>();
  for (const surface of surfaces) {
    await setImmediate();
    bySurface.set(surface.name, documentOf(surface.title, surface.description, [surface]));
  }
  const links = surfaces.map(({ name }) => `[${name}](${publicUrl}/openapi/${name}.json)`).join(", ");
  const events = `Events are described at [/asyncapi.json](${publicUrl}/asyncapi.json).`;
  return { whole: documentOf("Countersign", `${about}${links}. ${events}`, surfaces), bySurface };
}
