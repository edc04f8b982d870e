import type { JsonSchema } from "./json-schema.ts";
import type { Operation } from "./operation.ts";

/** An OpenAPI 3.1 document: the parts that are used here. */
export interface OpenApiDocument {
  openapi: string;
  info: {
    title: string;
    version: string;
    description: string;
    license: { name: string; identifier: string };
  };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  "x-tagGroups": { name: string; tags: string[] }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    securitySchemes: Record<string, object>;
    parameters: Record<string, object>;
    responses: Record<string, object>;
    schemas: Record<string, JsonSchema>;
  };
}
