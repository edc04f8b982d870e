import { type LoveAndPayErrorCode, loveAndPayError, loveAndPayErrors } from "@countersign/wire";
import type { FastifyReply } from "fastify";

/** A refusal in the shape of this surface; handlers throw it. */
export class KycRefusal extends Error {
  override readonly name = "KycRefusal";
  readonly code: LoveAndPayErrorCode;
  readonly field: string | undefined;

  constructor(code: LoveAndPayErrorCode, field: string | undefined, problem: string | undefined) {
    super(problem);
    this.code = code;
    this.field = field;
  }
}

/**
 * A refusal to throw. `field` is the dotted path of the wrong field, `problem` explains it in English
 * for the developer who made the call; neither contains a value of the request.
 */
export function refuseKyc(code: LoveAndPayErrorCode, field?: string, problem?: string): KycRefusal {
  return new KycRefusal(code, field, problem);
}

/** Sends a refusal; `status` if it differs from the code's. */
export function sendKycError(
  reply: FastifyReply,
  { code, field, message: problem }: KycRefusal,
  language: "ru" | "en",
  status: number = loveAndPayErrors[code].http,
): FastifyReply {
  const body = loveAndPayError(code, language, field);
  const message = problem === "" ? body.error.message : `${body.error.message}: ${problem}`;
  return reply
    .code(status)
    .type("application/json; charset=utf-8")
    .send(JSON.stringify({ error: { ...body.error, message } }));
}
