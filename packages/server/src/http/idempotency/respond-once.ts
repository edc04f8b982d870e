import type { FastifyRequest } from "fastify";
import { inTransaction, type Tx } from "../../db/index.ts";
import type { HttpDeps } from "../deps.ts";
import { Refusal, refuse } from "../refusals/problem.ts";
import { keepAnswer, markBegun } from "./keys.ts";

type Deps = Pick<HttpDeps, "db" | "clock" | "keyring">;

const contentType = "application/json; charset=utf-8";

/** The work of a POST, and its response. */
export interface OnceOptions<Result, Answer extends object> {
  status: number;
  work: (tx: Tx) => Promise<Result>;
  /** Makes the response; if it throws a refusal, the work is committed nevertheless. */
  answer: (result: Result, tx: Tx) => Answer | Promise<Answer>;
  /** The response to a repetition: without the secrets of the first one, which are not stored. */
  repeated?: (answer: Answer) => object;
}

/**
 * Does the work of a POST in one transaction. If the request has an idempotency key, stores the response
 * with it in the same one: after a crash at any moment, a repetition finds either both or neither.
 */
export async function respondOnce<Result, Answer extends object>(
  deps: Deps,
  request: FastifyRequest,
  { status, work, answer, repeated = (first) => first }: OnceOptions<Result, Answer>,
): Promise<Answer> {
  const done = await inTransaction(deps.db, async (tx) => {
    const result = await work(tx);
    const shown = await resultOrRefusal(() => answer(result, tx));
    if (shown instanceof Refusal || request.claim === null) return shown;
    const kept = { status, contentType, body: JSON.stringify(repeated(shown)) };
    if (!(await keepAnswer({ ...deps, db: tx }, request.claim, kept))) throw takenOver();
    return shown;
  });
  if (done instanceof Refusal) throw done;
  request.claim = null;
  return done;
}

/**
 * To be called before a request does something that no transaction can undo, such as calling hooks: if
 * the process dies after this, a repetition is refused instead of doing it again.
 */
export async function beginOnce(deps: Pick<Deps, "db">, request: FastifyRequest): Promise<void> {
  if (request.claim !== null && !(await markBegun(deps, request.claim))) throw takenOver();
}

async function resultOrRefusal<Answer>(
  answer: () => Answer | Promise<Answer>,
): Promise<Awaited<Answer> | Refusal> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** The request took so long that a repetition has taken over its key, and does the work. */
function takenOver(): Refusal {
  return refuse("idempotency_in_progress", "A repetition with this idempotency key does the work now.");
}
