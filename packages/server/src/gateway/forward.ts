import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import {
  catalog,
  type EventPayload,
  eventDefinition,
  type FieldProblem,
  type GatewayOperation,
  type GatewayRoute,
  isId,
  newPublicId,
  type ProjectId,
  parseInput,
  type RarusUpstream,
  type RarusUserInput,
} from "@countersign/wire";
import type { Logger } from "pino";
import { inTransaction } from "../db/index.ts";
import { recordAwaited } from "../events/index.ts";
import { askHooks, type OperationsDeps, type Refused } from "../operations/index.ts";
import type { Outbound } from "../outbound/index.ts";
import { begun } from "./begun.ts";
import { requestHeaders, responseHeaders } from "./headers.ts";
import { heldBack } from "./held-back.ts";
import { idInResponse } from "./id-in-response.ts";
import { type Mapping, mappings, type Target } from "./mappings.ts";
import { queryProblem, readQuery, writtenQuery } from "./query.ts";
import { sameName } from "./same-name.ts";
import { sealedFor } from "./sealed-for.ts";
import { bodyOf, fieldInBody, othersOf, payloadOf, upstreamOf } from "./translate.ts";

/** The module's dependencies. */
export interface GatewayDeps extends Omit<OperationsDeps, "outbound"> {
  log: Logger;
  outbound: Pick<Outbound, "stream">;
}

/** A call of an operation that an upstream implements. */
export interface ForwardCall {
  projectId: ProjectId;
  operation: GatewayOperation;
  route: GatewayRoute;
  target: Target;
  /** The original text of the body, and its parsed fields. */
  text: string;
  body: Record<string, unknown>;
  /** The original query with its `?`; empty if there is none. */
  query: string;
  headers: IncomingHttpHeaders;
}

/** The upstream's response for the caller, or why there is none. */
export type Forwarded =
  | {
      kind: "answered";
      status: number;
      headers: Record<string, string | string[]>;
      /** Fails if the upstream breaks off or if the event of the response could not be recorded. */
      body: Readable;
      /**
       * Names of failed hooks that were tolerated. Those called after the upstream's response are included only if the
       * response came in one piece: the head of a longer one is sent before.
       */
      degraded: string[];
    }
  | Refused;

/**
 * Forwards an operation to its upstream: asks the hooks, forwards the body with their changes, and streams the
 * response. The after-event is recorded only on 2xx, before the last chunk of the response is sent, and that chunk
 * waits for awaited webhooks.
 */
export async function forward(deps: GatewayDeps, call: ForwardCall): Promise<Forwarded> {
  const { projectId, operation, route, target, body } = call;
  const mapping = mappings[operation];
  const query = readQuery(call.query);
  if (!query.ok) return ambiguous(query.problem);
  const named = sameName(mapping, [...Object.keys(othersOf(mapping, body)), ...Object.keys(query.query)]);
  if (named !== null)
    return ambiguous({
      field: named,
      problem: "can be taken for a field of the method: send that in the body, once",
    });
  const schema = eventDefinition(mapping.event).payload;
  const input = parseInput(schema, payloadOf(mapping, target, body, query.query));
  if (!input.ok)
    return invalid(input.problems.map((each) => ({ ...each, field: fieldInBody(mapping, each.field) })));
  const userId = target.userId ?? (typeof body.userId === "string" ? body.userId : undefined);
  const callId = newPublicId(deps.random);
  const keyId = await sealedFor(deps, projectId, { operation, target, userId, callId });
  const asked = await askHooks(deps, {
    projectId,
    event: mapping.event,
    payload: input.value as EventPayload<typeof mapping.event>,
    subject: target.id,
    userId,
    keyId,
    schema: catalog[mapping.event].payload,
    fixed: mapping.fixed,
    check: (changed) => upstreamProblem(mapping, upstreamOf(changed)),
  });
  if (asked.kind === "refused") return asked;
  const changed = bodyOf(mapping, input.value, asked.payload, body);
  const result = await deps.outbound.stream({
    purpose: "gateway",
    projectId,
    url: route.baseUrl + pathOf(route, target) + writtenQuery(upstreamOf(asked.payload).query),
    method: route.method,
    headers: requestHeaders(call.headers, route.passHeaders),
    body: changed === null ? call.text : JSON.stringify(changed),
    timeoutMs: route.timeoutMs,
    idleMs: route.timeoutMs,
  });
  if (result.kind === "failed") {
    const code = result.reason === "timeout" ? "upstream_timeout" : "upstream_failed";
    return { kind: "refused", code, details: { traceId: asked.traceId } };
  }
  const { status, headers } = result;
  const registers = operation === "/organization/user/new" && status >= 200 && status < 300;
  const late: string[] = [];
  const answer = await begun(
    registers
      ? heldBack(result.body, async (whole) => {
          const user = asked.payload as { user: RarusUserInput };
          late.push(...(await registered(deps, { projectId, keyId }, user, idInResponse(headers, whole))));
        })
      : result.body,
  );
  if (!answer.ok) {
    const code = answer.late ? "upstream_timeout" : "upstream_failed";
    return { kind: "refused", code, details: { traceId: asked.traceId } };
  }
  return {
    kind: "answered",
    status,
    headers: responseHeaders(headers),
    body: answer.body,
    degraded: [...asked.degraded, ...late],
  };
}

/**
 * Records a user's registration once the upstream's response is complete. Resolves to the names of awaited webhooks
 * that failed.
 */
async function registered(
  deps: GatewayDeps,
  { projectId, keyId: askedAbout }: { projectId: ProjectId; keyId: string },
  { user }: { user: RarusUserInput },
  id: string | null,
): Promise<string[]> {
  if (id === null) {
    deps.log.warn(
      { projectId },
      "an upstream registered a user without returning the id: no after_registration is recorded",
    );
    return [];
  }
  const createdAt = new Date(deps.clock()).toISOString();
  const told = await inTransaction(deps.db, async (tx) => {
    const keyId = await deps.keyring.subjectNamed(tx, projectId, id);
    if (isId("subject", askedAbout)) await deps.keyring.linkSubject(tx, askedAbout, keyId);
    return recordAwaited(deps.events, tx, {
      projectId,
      type: "after_registration",
      subject: id,
      sequence: 1,
      keyId,
      payload: { user: { id, ...user, createdAt } },
    });
  });
  return told();
}

/** The id stays one path segment, whatever it contains. */
function pathOf(route: GatewayRoute, { id }: Target): string {
  return route.pathPattern.replaceAll("{id}", () => encodeURIComponent(id ?? ""));
}

/** Checks what hooks changed of the rest of the call: the same forbidden names as before the hooks. */
function upstreamProblem(mapping: Mapping, { query, fields }: RarusUpstream): FieldProblem | null {
  const named = sameName(mapping, [...Object.keys(fields), ...Object.keys(query)]);
  if (named !== null)
    return { field: "upstream", problem: `may not hold ${named}: it can be taken for a field of the method` };
  const problem = queryProblem(query);
  return problem === null ? null : { field: "upstream.query", problem };
}

function ambiguous({ field, problem }: FieldProblem): Refused {
  const message = `${field || "The request"} ${problem}.`;
  return { kind: "refused", code: "ambiguous_request", details: { message, ...(field && { field }) } };
}

function invalid(problems: { field: string; problem: string }[]): Refused {
  const [first] = problems;
  const errors = problems.map(({ field, problem }) => ({ field, problem }));
  const named = first && { field: first.field, message: `${first.field} ${first.problem}.` };
  return { kind: "refused", code: "invalid_request", details: { ...named, errors } };
}
