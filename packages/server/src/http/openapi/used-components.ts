import { visitRefs } from "./converter.ts";
import type { OpenApiDocument } from "./openapi-document.ts";

type Components = OpenApiDocument["components"];

/** The components that the paths refer to, directly or through others. */
export function usedComponents(paths: OpenApiDocument["paths"], all: Components): Components {
  const used = new Set<string>();
  const visit = (value: unknown) => {
    visitRefs(value, (ref) => {
      if (used.has(ref)) return;
      used.add(ref);
      const [, , kind = "", name = ""] = ref.split("/");
      visit((all as unknown as Record<string, Record<string, unknown>>)[kind]?.[name]);
    });
  };
  visit(paths);
  const schemes = new Set(
    Object.values(paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ security }) => security.flatMap((each) => Object.keys(each))),
    ),
  );
  const only = <Value>(kind: keyof Components, values: Record<string, Value>) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => used.has(`#/components/${kind}/${name}`)));
  return {
    securitySchemes: Object.fromEntries(
      Object.entries(all.securitySchemes).filter(([name]) => schemes.has(name)),
    ),
    parameters: only("parameters", all.parameters),
    responses: only("responses", all.responses),
    schemas: only("schemas", all.schemas),
  };
}
