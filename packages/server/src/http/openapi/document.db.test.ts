import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { mapRefs } from "./converter.ts";
import type { OpenApiDocument } from "./openapi-document.ts";
import type { MediaType } from "./operation.ts";
import { bodiesOf, type DescribedRoute, describedRoutes } from "./route.ts";
import { surfaces } from "./surfaces/index.ts";
import { type DescribedService, startDescribedService } from "./testing/described-service.ts";
import { undescribed } from "./testing/undescribed.ts";

let service: DescribedService;
let document: OpenApiDocument;
beforeAll(async () => {
  service = await startDescribedService();
  ({ document } = service);
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method,
      path,
      operation,
    })),
  );

test("every route is described, except the files of the documentation and of the console", () => {
  const described = new Set(operations().map(({ name }) => name));
  const missing = service.registered
    .flatMap((route) =>
      [route.method].flat().map((method) => `${method} ${route.url.replaceAll(/:(\w+)/g, "{$1}")}`),
    )
    .filter((name) => !name.startsWith("HEAD ") && !described.has(name));
  expect(missing.filter((name) => !/^GET (?:\/|\/docs(?:\/.*)?|\/console(?:\/.*)?)$/.test(name))).toEqual([]);
  expect(described.size).toBeGreaterThan(150);
});

test("every operation has an id of its own, a summary of a few words and a tag that is described", () => {
  const tags = new Map(document.tags.map(({ name, description }) => [name, description]));
  const ids = operations().map(({ operation }) => operation.operationId);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  for (const { name, operation } of operations()) {
    expect([name, operation.operationId]).toEqual([name, expect.stringMatching(/^[a-z][A-Za-z0-9]*$/)]);
    expect([name, (operation.summary ?? "").split(" ").length <= 8]).toEqual([name, true]);
    for (const tag of operation.tags)
      expect([tag, tags.get(tag)]).toEqual([tag, expect.stringMatching(/.{10}/)]);
  }
});

test("operations, parameters and properties are all described", () => {
  expect(undescribed(document)).toEqual([]);
});

test("every description is a sentence", () => {
  const broken: string[] = [];
  const visit = (value: unknown, place: string): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      if (name === "description" && typeof member === "string") {
        if (!/^(?![a-z]+\s)[\s\S]*[.!?:…|]$/.test(member)) broken.push(`${place}: ${member}`);
      } else if (name !== "example" && name !== "examples") visit(member, `${place}/${name}`);
    }
  };
  visit(document, "");
  expect(broken).toEqual([]);
});

test("every reference leads somewhere, and every component is used", () => {
  const used = new Set<string>();
  mapRefs(document, (ref) => {
    used.add(ref);
    return ref;
  });
  const there = Object.entries(document.components)
    .filter(([kind]) => kind !== "securitySchemes")
    .flatMap(([kind, components]) => Object.keys(components).map((name) => `#/components/${kind}/${name}`));
  expect([...used].sort()).toEqual(there.sort());
});

test("each surface has a document with only its own routes and errors", async () => {
  let count = 0;
  for (const { name } of surfaces) {
    const part = (await service.api.app.inject(`/openapi/${name}.json`)).json<OpenApiDocument>();
    const names = Object.keys(part.components.responses);
    expect(names.every((each) => each.toLowerCase().startsWith(`${name.replaceAll("-", "")}error`))).toBe(
      true,
    );
    count += Object.keys(part.paths).length;
    for (const path of Object.keys(part.paths)) expect(part.paths[path]).toEqual(document.paths[path]);
  }
  expect(count).toBe(Object.keys(document.paths).length);
});

describe("examples", () => {
  const routes = () => service.registered.flatMap(describedRoutes);
  const exampleIn = (content: Record<string, MediaType> | undefined, type: string) =>
    content?.[type]?.example;
  const operationOf = ({ path, method }: DescribedRoute) => {
    const operation = document.paths[path]?.[method];
    if (operation === undefined) throw new Error(`${method} ${path} is not described`);
    return operation;
  };
  const problemsOf = (schema: z.ZodType, example: unknown) =>
    schema.safeParse(example).error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`) ?? [];

  test("of request bodies are accepted by the schemas that check them", () => {
    const refused = routes().flatMap((route) =>
      Object.entries(bodiesOf(route)).flatMap(([type, schema]) => {
        if (type.startsWith("image/") || type === "multipart/form-data") return [];
        if (type === "application/x-ndjson") return [];
        const example = exampleIn(operationOf(route).requestBody?.content, type);
        return problemsOf(schema, example).map((problem) => `${route.method} ${route.path}: ${problem}`);
      }),
    );
    expect(refused).toEqual([]);
  });

  test("of parameters are accepted", () => {
    const refused = routes().flatMap((route) =>
      (["params", "querystring"] as const).flatMap((part) => {
        const schema = route.schema[part];
        if (!(schema instanceof z.ZodObject)) return [];
        const parameters = operationOf(route).parameters ?? [];
        const wanted = part === "params" ? "path" : "query";
        return parameters.flatMap((parameter) => {
          if ("$ref" in parameter || parameter.in !== wanted || parameter.example === undefined) return [];
          const property = schema.shape[parameter.name] as z.ZodType;
          return problemsOf(property, parameter.example).map(
            (problem) => `${route.method} ${route.path} ${parameter.name}: ${problem}`,
          );
        });
      }),
    );
    expect(refused).toEqual([]);
  });

  test("of responses have the form that responses are checked for", () => {
    const wrong = routes().flatMap((route) =>
      Object.entries((route.schema.response ?? {}) as Record<string, z.ZodType>).flatMap(
        ([status, schema]) => {
          const response = operationOf(route).responses[status];
          const content = response === undefined || "$ref" in response ? {} : response.content;
          return problemsOf(schema, exampleIn(content, "application/json")).map(
            (problem) => `${route.method} ${route.path} ${status}: ${problem}`,
          );
        },
      ),
    );
    expect(wrong).toEqual([]);
  });

  test("hold no times from the edges of the calendar", () => {
    const years = JSON.stringify(document).match(/"(?:0|[3-9])\d{3}-\d\d-\d\d/g) ?? [];
    expect(years).toEqual([]);
  });
});
