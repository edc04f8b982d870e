import type { GatewayOperation, ProjectId } from "@countersign/wire";
import type * as z from "zod";
import { forward, gatewayRoute } from "../../gateway/index.ts";
import type { Outcome } from "../../operations/index.ts";
import { rowBytes } from "../../storage/index.ts";
import type { HttpDeps } from "../deps.ts";
import { charge, ownQuota } from "../limits/quota.ts";
import type { App } from "../types.ts";
import { type Shown, sendForwarded, sendOutcome } from "./answer.ts";
import { bodyLimit } from "./body.ts";
import { actingUser, actingUserHeaders, idParams, inputOf, objectOf, projectActorOf } from "./call.ts";

/** A call whose caller is known and whose input is valid. */
interface OperationCall<Input> {
  projectId: ProjectId;
  input: Input;
  /** In the path; empty if it has none. */
  id: string;
  /** The acting user; empty if the operation has none. */
  userId: string;
}

/** A POST operation: its documentation, its schemas and its handler. */
export interface OperationRoute<Schema extends z.ZodType, Value> {
  /** Below the surface's prefix, in the router's notation. */
  path: string;
  operationId: string;
  summary: string;
  description: string;
  /** The name by which it can be mapped to an upstream, if it can. */
  gateway?: GatewayOperation;
  /** Whether a user acts: then the header `x-user-id` is required. */
  acting?: true;
  schema: Schema;
  /** Of a successful response. */
  response: z.ZodType;
  /** Of success. */
  status?: 201;
  handle: (call: OperationCall<z.output<Schema>>) => Promise<Outcome<Value>>;
  show: (shown: Shown<Value>) => object | Promise<object>;
}

const mappable = "The project can map it to an upstream.";

/** The schema of a body that may be absent if it needs no field. */
function emptyTaken(schema: z.ZodType): z.ZodType {
  return schema.safeParse({}).success ? schema.optional() : schema;
}

/**
 * Registers a POST operation: executed here, or by the project's upstream if it is mapped to one.
 */
export function registerOperation<Schema extends z.ZodType, Value>(
  app: App,
  deps: HttpDeps,
  route: OperationRoute<Schema, Value>,
): void {
  const { path, operationId, summary, gateway, acting, schema, status = 200, handle, show } = route;
  const hasId = path.includes(":id");
  app.post(
    path,
    {
      bodyLimit,
      config: { access: "integration.call", quota: "interceptions" },
      schema: {
        operationId,
        summary,
        description: gateway === undefined ? route.description : `${route.description} ${mappable}`,
        ...(hasId && { params: idParams }),
        reads: {
          body: { "application/json": emptyTaken(schema) },
          ...(acting && { headers: actingUserHeaders }),
        },
        // Repetitions of a creation are 200.
        response: { [status]: route.response, ...(status === 201 && { 200: route.response }) },
      },
    },
    async (request, reply) => {
      const actor = projectActorOf(request);
      const { projectId } = actor;
      const userId = acting ? actingUser(request) : "";
      const id = hasId ? (request.params as { id: string }).id : "";
      const caller = ownQuota(actor);
      charge(deps, "interceptions", caller);
      const mapped = gateway && (await gatewayRoute(deps.db, projectId, gateway));
      if (gateway && mapped) {
        const queryAt = request.url.indexOf("?");
        const body = objectOf(request);
        const forwarded = await forward(deps, {
          projectId,
          operation: gateway,
          route: mapped,
          target: { ...(hasId && { id }), ...(acting && { userId }) },
          text: request.bodyText ?? "{}",
          body,
          query: queryAt === -1 ? "" : request.url.slice(queryAt),
          headers: request.headers,
        });
        return sendForwarded(reply, forwarded);
      }
      const input = inputOf(request, schema);
      const outcome = await handle({ projectId, input, id, userId });
      if (outcome.kind !== "refused" && !outcome.replayed && status === 201)
        deps.storage.countRecord(projectId, rowBytes.record);
      // A repetition asked no hook.
      if (outcome.kind !== "refused" && outcome.replayed) deps.quotas.giveBack("interceptions", caller, 1);
      return sendOutcome(reply, outcome, status, show);
    },
  );
}
