import type { OpenApiDocument } from "./openapi-document.ts";
import { type Surface, surfaceOf } from "./surfaces/index.ts";

/** What the tags within the management API are about. */
const descriptions: Readonly<Record<string, string>> = {};

/** The tags of the operations with their descriptions, grouped by surface for renderers that know groups. */
export function tagsOf(
  paths: OpenApiDocument["paths"],
  surfaces: readonly Surface[],
): Pick<OpenApiDocument, "tags" | "x-tagGroups"> {
  const groups = surfaces.map((surface) => {
    const operations = Object.entries(paths)
      .filter(([path]) => surfaceOf(path) === surface)
      .flatMap(([, methods]) => Object.values(methods));
    return { surface, tags: [...new Set(operations.flatMap(({ tags }) => tags))] };
  });
  return {
    tags: groups.flatMap(({ surface, tags }) =>
      tags.map((name) => ({
        name,
        description: name === surface.name ? surface.description : (descriptions[name] ?? ""),
      })),
    ),
    "x-tagGroups": groups
      .filter(({ tags }) => tags.length > 0)
      .map(({ surface, tags }) => ({ name: surface.title.replace("Countersign: ", ""), tags })),
  };
}
