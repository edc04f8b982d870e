import {
  checkBodyProblem,
  checkCredentialsSchema,
  isLanguage,
  isObject,
  type Language,
  parseInput,
} from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import type * as z from "zod";
import type { Project } from "../../projects/index.ts";
import type { HttpDeps } from "../deps.ts";
import { authenticateCall, type Caller } from "./authenticate.ts";
import { findAddress } from "./refuse-addresses.ts";
import { type Refusal, refuse } from "./response.ts";

/** A call whose caller is known and whose body is well-formed. */
export interface CheckCall<Body> {
  project: Project;
  body: Body;
  /** The language requested by the call, if any. */
  language: Language | undefined;
}

/** `language`: that of a refusal: the requested one, otherwise the project's, otherwise Russian. */
export type ReadCall<Body> =
  | { ok: true; call: CheckCall<Body> }
  | { ok: false; refusal: Refusal; language: Language; retryAfterSeconds?: number | null };

/**
 * Reads a call: first the credentials (20201, 20202, 10202), then whether the body contains an address
 * (20202), then the rest by the call's schema.
 *
 * @param request has the project already if its body was too large to be parsed for an unknown
 * caller.
 */
export async function readCall<Schema extends z.ZodType<object>>(
  deps: Pick<HttpDeps, "cell" | "db" | "clock" | "keyring" | "failures" | "addresses">,
  schema: Schema,
  request: Pick<FastifyRequest, "body" | "checkProject" | "raw">,
  addressField?: "hooks",
): Promise<ReadCall<z.output<Schema>>> {
  const { body } = request;
  if (!isObject(body)) {
    return { ok: false, refusal: refuse(20202, "body", "must be a JSON object"), language: "ru" };
  }
  const asked = typeof body.lang === "string" && isLanguage(body.lang) ? body.lang : undefined;
  const credentials = parseInput(checkCredentialsSchema, body);
  if (!credentials.ok) return { ok: false, refusal: bodyRefusal(credentials), language: asked ?? "ru" };
  const caller = await callerOf(deps, request, credentials.value);
  if (!caller.ok) return { ...caller, language: asked ?? "ru" };
  const { project } = caller;
  const language = asked ?? project.language;
  const misplaced = findAddress(body, addressField);
  if (misplaced !== null) {
    const problem =
      misplaced.reason === "address"
        ? "addresses are configured in the project and can't be set by a request"
        : "is nested too deeply";
    return { ok: false, refusal: refuse(20202, misplaced.field, problem), language };
  }
  const parsed = parseInput(schema, body);
  if (!parsed.ok) return { ok: false, refusal: hookRefusal(parsed, body) ?? bodyRefusal(parsed), language };
  return { ok: true, call: { project, body: parsed.value, language: asked } };
}

async function callerOf(
  deps: Pick<HttpDeps, "cell" | "db" | "clock" | "keyring" | "failures" | "addresses">,
  request: Pick<FastifyRequest, "checkProject" | "raw">,
  credentials: { projectId: string; secret: string },
): Promise<Caller> {
  if (request.checkProject !== null) return { ok: true, project: request.checkProject };
  const caller = await authenticateCall(deps, deps.addresses.of(request.raw), credentials);
  if (caller.ok) request.checkProject = caller.project;
  return caller;
}

interface Problems {
  problems: Parameters<typeof checkBodyProblem>[0];
}

/** The refusal that names the first problem. */
export function bodyRefusal({ problems }: Problems): Refusal {
  const { code, field, problem } = checkBodyProblem(problems);
  return refuse(code, field.replaceAll(/\.(\d+)/g, "[$1]"), problem);
}

/** A text in `hooks[]` that is not an http(s) URL gets the code for addresses, not that for formats. */
function hookRefusal({ problems }: Problems, { hooks }: Record<string, unknown>): Refusal | null {
  const [first] = problems;
  const index = /^hooks\.(\d+)$/.exec(first?.field ?? "")?.[1];
  if (first === undefined || index === undefined || !Array.isArray(hooks)) return null;
  return typeof hooks[Number(index)] === "string" ? refuse(10102, `hooks[${index}]`, first.problem) : null;
}
