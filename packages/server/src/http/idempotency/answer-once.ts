import type { FastifyRequest } from "fastify";
import { inTransaction, type Tx } from "../../db/index.ts";
import type { HttpDeps } from "../deps.ts";
import { Refusal, refuse } from "../refusals/problem.ts";
import { keepAnswer, markBegun } from "./keys.ts";

type Deps = Pick<HttpDeps, "db" | "clock" | "keyring">;

const contentType = "application/json; charset=utf-8";

/** What a POST does and answers. */
export interface OnceOptions<Result, Answer extends object> {
  status: number;
  work: (tx: Tx) => Promise<Result>;
  /** The answer; a refusal that it throws leaves the work done. */
  answer: (result: Result, tx: Tx) => Answer | Promise<Answer>;
  /** What a repetition gets: without the secrets of the first answer, which are stored nowhere. */
  repeated?: (answer: Answer) => object;
}

/**
 * Does the work of a POST in one transaction and, where the request has an idempotency key, keeps
 * the answer under it in the same one: after a crash at any moment, a repetition either finds both
 * or neither.
 */
export async function answerOnce<Result, Answer extends object>(
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
 * To be called before a request does what no transaction takes back, such as asking hooks: if the
 * process dies from here on, a repetition is refused rather than done a second time.
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

/** The request took so long that a repetition took its key over, and does the work. */
function takenOver(): Refusal {
  return refuse("idempotency_in_progress", "A repetition with this idempotency key does the work now.");
}
