import { type AbleIdErrorCode, ableIdBody, ableIdHttpStatus, type Language } from "@countersign/wire";
import type { FastifyReply } from "fastify";

/**
 * A refused call: the code of the able-id table, and the field or setting that it is about.
 */
export interface Refusal {
  kind: "refused";
  code: AbleIdErrorCode;
  /** A field of the request (`hooks[2]`), or a configuration key. */
  field?: string;
  /** For the developer who made the call, in English; never a value from the request. */
  problem?: string;
}

/**
 * The result of a call: `created` is HTTP 201 with `statusCode` 200, as for a new session.
 */
export type CheckResponse = { kind: "done" | "created"; data: object } | Refusal;

/** Creates a refusal. */
export function refuse(code: AbleIdErrorCode, field?: string, problem?: string): Refusal {
  return {
    kind: "refused",
    code,
    ...(field === undefined ? {} : { field }),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** Sends a response in the shape of this surface: `{statusCode, type, message, data}`. */
export function sendResponse(
  reply: FastifyReply,
  answer: CheckResponse,
  language: Language,
  httpStatus?: number,
): FastifyReply {
  if (answer.kind !== "refused") {
    return reply.code(answer.kind === "created" ? 201 : 200).send(ableIdBody(200, language, answer.data));
  }
  const { code, field, problem } = answer;
  const data =
    field === undefined && problem === undefined ? null : { field: field ?? null, problem: problem ?? null };
  const body = ableIdBody(code, language, data);
  const message = field === undefined ? body.message : `${body.message}: ${field}`;
  return reply.code(httpStatus ?? ableIdHttpStatus(code)).send({ ...body, message });
}
