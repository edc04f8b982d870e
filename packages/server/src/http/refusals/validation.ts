import { fieldProblems } from "@countersign/wire";
import type { FastifySchemaCompiler } from "fastify";
import type { $ZodType } from "zod/v4/core";
import { safeParse } from "zod/v4/core";
import { refuse, refuseFields } from "./problem.ts";

/**
 * Checks the parts of a request by their zod schemas. A wrong field is named in the refusal,
 * without its value; an id in the path that can't be one is answered like one that isn't there.
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

/** Null for what is nested so deeply that walking it ends in an exhausted stack. */
function parse(schema: $ZodType, input: unknown) {
  try {
    return safeParse(schema, input);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A body of a thousand wrong fields needs no answer of a thousand sentences. */
const maxErrors = 50;
