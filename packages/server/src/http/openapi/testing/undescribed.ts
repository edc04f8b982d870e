import type { JsonSchema } from "../json-schema.ts";
import type { OpenApiDocument } from "../openapi-document.ts";

/** The places of a document where an operation, a parameter or a property has no description. */
export function undescribed({ paths, components }: OpenApiDocument): string[] {
  const missing: string[] = [];
  const visit = (schema: JsonSchema, place: string): void => {
    for (const [name, property] of Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)) {
      if (!isDescribed(property, components.schemas)) missing.push(`${place}.${name}`);
      visit(property, `${place}.${name}`);
    }
    for (const inner of [schema.items, schema.additionalProperties])
      if (typeof inner === "object" && inner !== null) visit(inner as JsonSchema, `${place}[]`);
    for (const variants of [schema.anyOf, schema.oneOf, schema.allOf])
      for (const each of (variants ?? []) as JsonSchema[]) visit(each, place);
  };
  for (const [name, schema] of Object.entries(components.schemas)) visit(schema, name);
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const name = `${method.toUpperCase()} ${path}`;
      if (!operation.description) missing.push(name);
      for (const parameter of operation.parameters ?? [])
        if (!("$ref" in parameter) && !parameter.description) missing.push(`${name} ${parameter.name}`);
      const responses = Object.values(operation.responses).flatMap((each) => ("$ref" in each ? [] : [each]));
      const contents = [operation.requestBody, ...responses].flatMap((each) =>
        Object.values(each?.content ?? {}),
      );
      for (const { schema } of contents) visit(schema, name);
    }
  }
  return missing;
}

function isDescribed(property: JsonSchema, schemas: Readonly<Record<string, JsonSchema>>): boolean {
  if (typeof property.description === "string") return true;
  const name = typeof property.$ref === "string" ? property.$ref.split("/").at(-1) : undefined;
  return name !== undefined && typeof schemas[name]?.description === "string";
}
