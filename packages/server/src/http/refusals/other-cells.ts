import { type Cell, cellOf } from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import type { App } from "../types.ts";
import { type Refusal, refuse } from "./problem.ts";

/** Where a bearer token may be. */
const tokenHeaders = ["authorization", "x-api-key"];
const bearer = /^Bearer +/i;
/** Paths of a project or session. Other paths name what callers name themselves, such as subjects. */
const idPath = /(^\/s|\/projects|\/sessions)\/:id(\/|$)/;
/** Fields of bodies that name a project or a session. */
const idFields = ["projectId", "attemptId", "sessionId"];

/**
 * Refuses requests with a token or an id that was made in another cell, on all surfaces, and names that cell: nobody here
 * knows it, so "unknown" would be misleading. Which cell a text names is no secret: it can be read from it.
 */
export function refuseOtherCells(app: App, own: Cell | null): void {
  if (own === null) return;
  app.addHook("onRequest", (request, _reply, done) => done(strayed(own, carried(request)) ?? undefined));
  app.addHook("preHandler", ({ body }, _reply, done) => done(strayed(own, namedIn(body)) ?? undefined));
}

/** The refusal of the first of these texts that names another cell than `own`; null if none does. */
export function strayed(own: Cell | null, texts: Iterable<readonly [string, unknown]>): Refusal | null {
  if (own === null) return null;
  for (const [field, text] of texts) {
    const cell = typeof text === "string" ? cellOf(text) : null;
    if (cell === null || cell === own) continue;
    const detail = `The request belongs to cell ${cell}; this is cell ${own}. Send it to cell ${cell}'s address.`;
    const problem = `belongs to cell ${cell}, and this is cell ${own}`;
    return refuse("wrong_cell", detail, { cell, errors: [{ field, problem }] });
  }
  return null;
}

function* carried({ headers, params, routeOptions }: FastifyRequest): Generator<[string, unknown]> {
  for (const name of tokenHeaders) {
    const text = headers[name];
    if (typeof text === "string") yield [name, text.replace(bearer, "")];
  }
  yield ["x-project-id", headers["x-project-id"]];
  if (idPath.test(routeOptions.url ?? "")) yield ["id", (params as { id?: unknown }).id];
}

function* namedIn(body: unknown): Generator<[string, unknown]> {
  if (typeof body !== "object" || body === null) return;
  for (const field of idFields)
    if (Object.hasOwn(body, field)) yield [field, (body as Record<string, unknown>)[field]];
}
