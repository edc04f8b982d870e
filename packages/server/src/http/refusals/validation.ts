import { fieldProblems } from "@countersign/wire";
import type { FastifySchemaCompiler } from "fastify";
import type { $ZodType } from "zod/v4/core";
import { safeParse } from "zod/v4/core";
import { refuse, refuseFields } from "./problem.ts";

/**
 * Validates the parts of a request by their zod schemas. The refusal names a wrong field, without its
 * value; a malformed id in the path gets 404, like an unknown one.
 */
export const checkRequest: FastifySchemaCompiler<$ZodType> = ({ schema, httpPart }) => {
  return (input: unknown) => {
    const result = parse(schema, input);
    if (result === null) return { error: refuseFields([{ field: "", problem: "is nested too deeply" }]) };
    if (result.success) return { value: result.data };
    if (httpPart === "params") return { error: refuse("not_found", "There is nothing at this address.") };
    return { error: refuseFields(fieldProblems(result.error, input).slice(0, maxErrors)) };
  };
};

/** Null for input that is nested so deeply that walking it exhausts the stack. */
function parse(schema: $ZodType, input: unknown) {
  try {
    return safeParse(schema, input);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A body with a thousand wrong fields does not need a thousand sentences in the response. */
const maxErrors = 50;
