import { exampleOf } from "./examples.ts";
import type { JsonSchema } from "./json-schema.ts";
import type { MediaType, Operation } from "./operation.ts";

/**
 * Adds an example to each parameter, body and successful response of the operations for which one can
 * be made.
 */
export function addExamples(
  paths: Readonly<Record<string, Record<string, Operation>>>,
  components: Readonly<Record<string, JsonSchema>>,
): void {
  for (const [path, methods] of Object.entries(paths)) {
    for (const operation of Object.values(methods)) {
      for (const parameter of operation.parameters ?? []) {
        if ("$ref" in parameter || parameter.example !== undefined) continue;
        const example = exampleOf(
          parameter.schema,
          components,
          parameter.name,
          collectionOf(path, parameter.name),
        );
        if (example !== undefined) parameter.example = example;
      }
      const bodies = Object.values(operation.requestBody?.content ?? {});
      const responses = Object.values(operation.responses).flatMap((response) =>
        "$ref" in response ? [] : Object.values(response.content ?? {}),
      );
      for (const media of [...bodies, ...responses]) addExample(media, components);
    }
  }
}

function addExample(media: MediaType, components: Readonly<Record<string, JsonSchema>>): void {
  if (media.schema.format === "binary") return;
  const example = exampleOf(media.schema, components);
  if (example !== undefined) media.example = example;
}

/** The resource that a path parameter identifies: `webhooks` for `{id}` in `/manage/v1/webhooks/{id}`. */
function collectionOf(path: string, name: string): string {
  const steps = path.split("/");
  return steps[steps.indexOf(`{${name}}`) - 1] ?? "";
}
