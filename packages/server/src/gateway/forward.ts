import type { IncomingHttpHeaders } from "node:http";
import { Readable } from "node:stream";
import {
  catalog,
  type EventPayload,
  eventDefinition,
  type GatewayOperation,
  type GatewayRoute,
  type ProjectId,
  parseInput,
  type RarusUserInput,
} from "@countersign/wire";
import type { Logger } from "pino";
import { inTransaction } from "../db/index.ts";
import { record } from "../events/index.ts";
import { askHooks, type OperationsDeps, type Refused } from "../operations/index.ts";
import type { Outbound } from "../outbound/index.ts";
import { answeredId } from "./answered-id.ts";
import { answerHeaders, requestHeaders } from "./headers.ts";
import { heldBack } from "./held-back.ts";
import { mappings, type Target } from "./mappings.ts";
import { bodyOf, fieldInBody, payloadOf } from "./translate.ts";

/** What this module works with. */
export interface GatewayDeps extends Omit<OperationsDeps, "outbound"> {
  log: Logger;
  outbound: Pick<Outbound, "stream">;
}

/** A call of an operation that an upstream carries out. */
export interface ForwardCall {
  projectId: ProjectId;
  operation: GatewayOperation;
  route: GatewayRoute;
  target: Target;
  /** The body as it came, and what it says. */
  text: string;
  body: Record<string, unknown>;
  /** With its `?`; empty without one. */
  query: string;
  headers: IncomingHttpHeaders;
}

/** The upstream's answer on its way to the caller, or why there is none. */
export type Forwarded =
  | {
      kind: "answered";
      status: number;
      headers: Record<string, string | string[]>;
      /** Fails where the upstream breaks off, or where what belongs to the answer could not be recorded. */
      body: Readable;
      /** Names of hooks that failed and were tolerated. */
      degraded: string[];
    }
  | Refused;

/**
 * Carries out an operation at its upstream: asks the hooks, forwards the body as they changed it, and gives back the
 * answer as it comes. The after-event is recorded on 2xx alone, before the last piece of the answer is given out.
 */
export async function forward(deps: GatewayDeps, call: ForwardCall): Promise<Forwarded> {
  const { projectId, operation, route, target, body } = call;
  const mapping = mappings[operation];
  const schema = eventDefinition(mapping.event).payload;
  const input = parseInput(schema, payloadOf(mapping, target, body));
  if (!input.ok)
    return invalid(input.problems.map((each) => ({ ...each, field: fieldInBody(mapping, each.field) })));
  const asked = await askHooks(deps, {
    projectId,
    event: mapping.event,
    payload: input.value as EventPayload<typeof mapping.event>,
    subject: target.id,
    userId: target.userId ?? (typeof body.userId === "string" ? body.userId : undefined),
    keyId: projectId,
    schema: catalog[mapping.event].payload,
    fixed: mapping.fixed,
  });
  if (asked.kind === "refused") return asked;
  const changed = bodyOf(mapping, input.value, asked.payload, body);
  const result = await deps.outbound.stream({
    url: route.baseUrl + pathOf(route, target) + call.query,
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
  const answer = registers
    ? Readable.from(
        heldBack(result.body, (whole) =>
          registered(deps, projectId, asked.payload as { user: RarusUserInput }, answeredId(headers, whole)),
        ),
      )
    : result.body;
  return {
    kind: "answered",
    status,
    headers: answerHeaders(headers),
    body: answer,
    degraded: asked.degraded,
  };
}

/** Records that a user was registered, once the upstream has said so to its last byte. */
async function registered(
  deps: GatewayDeps,
  projectId: ProjectId,
  { user }: { user: RarusUserInput },
  id: string | null,
): Promise<void> {
  if (id === null) {
    deps.log.warn(
      { projectId },
      "an upstream registered a user without telling the id: no after_registration",
    );
    return;
  }
  const createdAt = new Date(deps.clock()).toISOString();
  await inTransaction(deps.db, (tx) =>
    record(deps.events, tx, {
      projectId,
      type: "after_registration",
      subject: id,
      sequence: 1,
      keyId: projectId,
      payload: { user: { id, ...user, createdAt } },
    }),
  );
}

/** The id stays one step of the path, whatever it holds. */
function pathOf(route: GatewayRoute, { id }: Target): string {
  return route.pathPattern.replaceAll("{id}", () => encodeURIComponent(id ?? ""));
}

function invalid(problems: { field: string; problem: string }[]): Refused {
  const [first] = problems;
  const errors = problems.map(({ field, problem }) => ({ field, problem }));
  const named = first && { field: first.field, message: `${first.field} ${first.problem}.` };
  return { kind: "refused", code: "invalid_request", details: { ...named, errors } };
}
