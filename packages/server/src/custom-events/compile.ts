import type { FieldProblem, JsonValue } from "@countersign/wire";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { linearPattern, withBoundedMatching } from "./linear-pattern.ts";
import { isDeeperThan } from "./nesting.ts";

/** Says what is wrong with a payload, naming fields and no values; null if it satisfies the schema. */
export type PayloadCheck = (payload: unknown) => FieldProblem | null;

type Schema = { readonly [keyword: string]: JsonValue };

const maxPayloadNesting = 64;
const most = 500;
const compiled = new Map<string, PayloadCheck>();

/**
 * The check that a stored schema stands for; compiled once per text. `format` is an annotation, as JSON Schema has it
 * by default. Stops at the first problem: bounds such as `maxItems` then come before what they bound.
 */
export function payloadCheck(schemaText: string): PayloadCheck {
  const known = compiled.get(schemaText);
  if (known !== undefined) return known;
  const check = compile(JSON.parse(schemaText) as Schema);
  if (compiled.size >= most) compiled.clear();
  compiled.set(schemaText, check);
  return check;
}

/** Compiles a schema. Throws an Error that says what is wrong with a schema that is none. */
export function compile(schema: Schema): PayloadCheck {
  // An instance of its own: nothing is left behind of a schema that nobody uses any more.
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
    if (valid === null) return { field: "", problem: "has texts too long for the patterns of its schema" };
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

const longestName = 100;

function problemAt(path: readonly unknown[], problem: string): FieldProblem {
  return { field: path.map((step) => String(step).slice(0, longestName)).join("."), problem };
}

function unescaped(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}
