import {
  newSubscriptionSchema,
  subscriptionListQuerySchema,
  subscriptionPageSchema,
  subscriptionResponseSchema,
} from "@countersign/wire";
import * as z from "zod";
import {
  addSubscription,
  cancelSubscription,
  findSubscription,
  listSubscriptions,
  subscriptionView,
} from "../../operations/index.ts";
import type { HttpDeps } from "../deps.ts";
import { positionOf, toPage } from "../paging.ts";
import { refuse } from "../refusals/problem.ts";
import type { App } from "../types.ts";
import type { Shown } from "./answer.ts";
import { idParams, projectOf } from "./call.ts";
import { registerOperation } from "./route.ts";

const config = { access: "integration.call" } as const;

type ShownSubscription = Shown<Parameters<typeof subscriptionView>[1]>;

/** Subscriptions with their terms; `on_subscription` is sent when one ends. */
export function registerSubscriptionRoutes(app: App, deps: HttpDeps): void {
  const show = async ({ value }: ShownSubscription) => {
    const key = await deps.keyring.scopeKey(deps.db, value.projectId);
    return { subscription: subscriptionView(key, value) };
  };

  registerOperation(app, deps, {
    path: "/subscription/new",
    operationId: "addSubscription",
    summary: "Add a subscription",
    description: "Subscribes a user for a term. When it runs out, `on_subscription` is sent.",
    schema: newSubscriptionSchema,
    response: subscriptionResponseSchema,
    status: 201,
    handle: ({ projectId, input }) => addSubscription(deps, projectId, input),
    show,
  });
  registerOperation(app, deps, {
    path: "/subscription/:id/cancel",
    operationId: "cancelSubscription",
    summary: "Cancel a subscription",
    description: "Ends a subscription before its term. `on_subscription` is not sent.",
    schema: z.strictObject({}),
    response: subscriptionResponseSchema,
    handle: ({ projectId, id }) => cancelSubscription(deps, projectId, id),
    show,
  });
  app.get(
    "/subscription",
    {
      config,
      schema: {
        operationId: "listSubscriptions",
        summary: "List subscriptions",
        description: "Returns the project's subscriptions, newest first.",
        querystring: subscriptionListQuerySchema,
        response: { 200: subscriptionPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor, ...by } = request.query;
      const query = { ...by, before: positionOf(cursor), limit: limit + 1 };
      const projectId = projectOf(request);
      const key = await deps.keyring.scopeKey(deps.db, projectId);
      const rows = await listSubscriptions(deps.db, projectId, query);
      return toPage(
        rows,
        limit,
        (row) => row.id,
        (row) => subscriptionView(key, row),
      );
    },
  );
  app.get(
    "/subscription/:id",
    {
      config,
      schema: {
        operationId: "getSubscription",
        summary: "Read a subscription",
        description: "Returns one subscription.",
        params: idParams,
        response: { 200: subscriptionResponseSchema },
      },
    },
    async (request) => {
      const subscription = await findSubscription(deps.db, projectOf(request), { id: request.params.id });
      if (subscription === null) throw refuse("not_found", "There is no such subscription.");
      return show({ value: subscription, warnings: [] });
    },
  );
}
