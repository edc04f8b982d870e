import type { GatewayOperation, ProjectId } from "@countersign/wire";
import type * as z from "zod";
import { forward, gatewayRoute } from "../../gateway/index.ts";
import type { Outcome } from "../../operations/index.ts";
import type { HttpDeps } from "../deps.ts";
import { charge, ownQuota } from "../limits/quota.ts";
import type { App } from "../types.ts";
import { type Shown, sendForwarded, sendOutcome } from "./answer.ts";
import { bodyLimit } from "./body.ts";
import { actingUser, idParams, inputOf, objectOf, projectActorOf } from "./call.ts";

/** A call whose caller is known and whose input is well-formed. */
interface OperationCall<Input> {
  projectId: ProjectId;
  input: Input;
  /** In the path; empty where it has none. */
  id: string;
  /** The acting user; empty where the operation has none. */
  userId: string;
}

/** What an operation says about itself. */
export interface OperationRoute<Schema extends z.ZodType, Value> {
  /** Below the surface's prefix, as the router has it. */
  path: string;
  summary: string;
  /** The name under which it can be mapped to an upstream, where it can. */
  gateway?: GatewayOperation;
  /** Whether a user acts: then the header `x-user-id` is required. */
  acting?: true;
  schema: Schema;
  /** Of success. */
  status?: 201;
  handle: (call: OperationCall<z.output<Schema>>) => Promise<Outcome<Value>>;
  show: (shown: Shown<Value>) => object | Promise<object>;
}

/** Adds a POST operation: carried out here, or at the project's upstream where it is mapped to one. */
export function addOperation<Schema extends z.ZodType, Value>(
  app: App,
  deps: HttpDeps,
  route: OperationRoute<Schema, Value>,
): void {
  const { path, summary, gateway, acting, schema, status = 200, handle, show } = route;
  const hasId = path.includes(":id");
  app.post(
    path,
    {
      bodyLimit,
      config: { access: ["project"], quota: "interceptions" },
      schema: { tags: ["operations"], summary, ...(hasId && { params: idParams }) },
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
      // A repetition asked no hook.
      if (outcome.kind !== "refused" && outcome.replayed) deps.quotas.giveBack("interceptions", caller, 1);
      return sendOutcome(reply, outcome, status, show);
    },
  );
}
