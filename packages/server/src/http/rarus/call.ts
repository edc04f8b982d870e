import { fieldProblems, type ProjectId } from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import * as z from "zod";
import type { BearerActor } from "../../access/index.ts";
import { externalIndex } from "../../operations/index.ts";
import { actorOf } from "../caller.ts";
import type { HttpDeps } from "../deps.ts";
import { refuse, refuseFields } from "../refusals/problem.ts";

const maxErrors = 50;
const userIdForm = /^[A-Za-z0-9_.~@:-]{1,64}$/;

/**
 * The header of calls that a user makes through the project's backend; read by {@link actingUser}.
 */
export const actingUserHeaders = z.object({
  "x-user-id": z
    .string()
    .regex(userIdForm)
    .describe("The acting user.")
    .meta({ examples: ["usr_01kqvs92804mzr6y0d5h8w3c1b"] }),
});

/**
 * An id in a path. Records stored here have ids of letters, digits, _ and -; an upstream's may contain
 * more characters, but none that could change the path.
 */
export const idParams = z.object({
  id: z
    .string()
    .regex(/^(?!\.{1,2}$)[A-Za-z0-9_.~@:-]{1,64}$/)
    .describe("The record."),
});

/** The caller's key; only projects' keys may call. */
export function projectActorOf(request: FastifyRequest): Extract<BearerActor, { kind: "project" }> {
  const actor = actorOf(request);
  if (actor.kind !== "project") throw new Error("a call of the operations came without a project");
  return actor;
}

/** The project of the caller's key. */
export function projectOf(request: FastifyRequest): ProjectId {
  return projectActorOf(request).projectId;
}

/** The user for whom the project's backend calls, of calls under `/user`. */
export function actingUser(request: FastifyRequest): string {
  const id = request.headers["x-user-id"];
  if (id === undefined)
    throw refuseFields([{ field: "x-user-id", problem: "is required: the acting user's id" }]);
  if (typeof id !== "string" || !userIdForm.test(id))
    throw refuseFields([{ field: "x-user-id", problem: "must be one user's id" }]);
  return id;
}

/** The filter of a list by an external id: its keyed hash. */
export async function indexOf(
  deps: Pick<HttpDeps, "db" | "keyring">,
  projectId: ProjectId,
  kind: "user" | "order",
  externalId: string | undefined,
): Promise<{ externalIndex?: Buffer }> {
  if (externalId === undefined) return {};
  return { externalIndex: await externalIndex(deps.keyring, deps.db, projectId, kind, externalId) };
}

/** The body, validated by its schema. */
export function inputOf<Schema extends z.ZodType>(request: FastifyRequest, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(objectOf(request));
  if (parsed.success) return parsed.data;
  throw refuseFields(fieldProblems(parsed.error, request.body).slice(0, maxErrors));
}

/** The body as a JSON object; an absent one is an empty object. */
export function objectOf(request: FastifyRequest): Record<string, unknown> {
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity")
    throw refuse("unsupported_media_type", "The body must come without a content encoding.");
  const body = request.body ?? {};
  if (typeof body !== "object" || Array.isArray(body) || (request.body === null && request.bodyText !== null))
    throw refuse("invalid_json", "The body must be a JSON object.");
  return body as Record<string, unknown>;
}
