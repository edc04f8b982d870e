import { fieldProblems } from "@countersign/wire";
import type { FastifySchemaCompiler } from "fastify";
import type { $ZodType } from "zod/v4/core";
import { safeParse } from "zod/v4/core";
import { refuse, refuseFields } from "./refusal.ts";

/** A body with a thousand wrong fields does not need a thousand sentences in the response. */
const maxErrors = 50;

/**
 * Validates the parts of a request by their zod schemas. An absent body counts as one without fields.
 */
export const checkRequest: FastifySchemaCompiler<$ZodType> = ({ schema, httpPart }) => {
  return (input: unknown) => {
    const given = httpPart === "body" ? (input ?? {}) : input;
    const result = safeParse(schema, given);
    if (result.success) return { value: result.data };
    if (httpPart === "params") return { error: refuse(40401) };
    return { error: refuseFields(fieldProblems(result.error, given).slice(0, maxErrors)) };
  };
};
