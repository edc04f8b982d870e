import type { FieldProblem, JsonValue } from "@countersign/wire";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { linearPattern, withBoundedMatching } from "./linear-pattern.ts";
import { isDeeperThan } from "./nesting.ts";

/** The problem of a payload, naming fields and no values; null if it satisfies the schema. */
export type PayloadCheck = (payload: unknown) => FieldProblem | null;

type Schema = { readonly [keyword: string]: JsonValue };

const maxPayloadNesting = 64;
const maxCompiled = 500;
const compiled = new Map<string, PayloadCheck>();

/**
 * The check of a stored schema; compiled once per text. `format` is an annotation, as is JSON
 * Schema's default. Stops at the first problem, so that bounds such as `maxItems` are checked
 * before what they bound.
 */
export function payloadCheck(schemaText: string): PayloadCheck {
  const known = compiled.get(schemaText);
  if (known !== undefined) return known;
  const check = compile(JSON.parse(schemaText) as Schema);
  if (compiled.size >= maxCompiled) compiled.clear();
  compiled.set(schemaText, check);
  return check;
}

/** Compiles a schema. Throws an Error that describes the problem of an invalid one. */
export function compile(schema: Schema): PayloadCheck {
  // A separate instance: nothing remains of a schema that is no longer used.
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    strictTuples: false,
    validateFormats: false,
    addUsedSchema: false,
    ownProperties: true,
    logger: false,
    code: { regExp: linearPattern },
  });
  const validate = ajv.compile(schema);
  return (payload) => {
    if (isDeeperThan(payload, maxPayloadNesting)) return { field: "", problem: "is nested too deeply" };
    const valid = withBoundedMatching(() => validate(payload));
    if (valid === null) return { field: "", problem: "has strings too long for the patterns of its schema" };
    if (valid) return null;
    const [first] = validate.errors ?? [];
    return first === undefined ? { field: "", problem: "is not valid" } : problemOf(first);
  };
}

function problemOf({ instancePath, keyword, params, message }: ErrorObject): FieldProblem {
  const path = instancePath.split("/").slice(1).map(unescaped);
  switch (keyword) {
    case "required":
      return problemAt([...path, params.missingProperty], "is required");
    case "additionalProperties":
      return problemAt([...path, params.additionalProperty], "is not a known field");
    case "unevaluatedProperties":
      return problemAt([...path, params.unevaluatedProperty], "is not a known field");
    default:
      return problemAt(path, message ?? "is not valid");
  }
}

const maxNameLength = 100;

function problemAt(path: readonly unknown[], problem: string): FieldProblem {
  return { field: path.map((step) => String(step).slice(0, maxNameLength)).join("."), problem };
}

function unescaped(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}
