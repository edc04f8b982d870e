import { newSubscriptionSchema, subscriptionListQuerySchema } from "@countersign/wire";
import * as z from "zod";
import {
  addSubscription,
  cancelSubscription,
  findSubscription,
  listSubscriptions,
  subscriptionView,
} from "../../operations/index.ts";
import type { HttpDeps } from "../deps.ts";
import { pageAnswer, positionOf } from "../paging.ts";
import { refuse } from "../refusals/problem.ts";
import type { App } from "../types.ts";
import type { Shown } from "./answer.ts";
import { idParams, projectOf } from "./call.ts";
import { addOperation } from "./route.ts";

const config = { access: ["project"] } as const;
const tags = ["operations"];

type ShownSubscription = Shown<Parameters<typeof subscriptionView>[1]>;

/** Subscriptions with their terms; their ends are told by on_subscription. */
export function addSubscriptionRoutes(app: App, deps: HttpDeps): void {
  const show = async ({ value }: ShownSubscription) => {
    const key = await deps.keyring.scopeKey(deps.db, value.projectId);
    return { subscription: subscriptionView(key, value) };
  };

  addOperation(app, deps, {
    path: "/subscription/new",
    summary: "Subscribe a user for a term",
    schema: newSubscriptionSchema,
    status: 201,
    handle: ({ projectId, input }) => addSubscription(deps, projectId, input),
    show,
  });
  addOperation(app, deps, {
    path: "/subscription/:id/cancel",
    summary: "End a subscription before its term",
    schema: z.strictObject({}),
    handle: ({ projectId, id }) => cancelSubscription(deps, projectId, id),
    show,
  });
  app.get(
    "/subscription",
    {
      config,
      schema: { tags, summary: "List subscriptions, newest first", querystring: subscriptionListQuerySchema },
    },
    async (request) => {
      const { limit, cursor, ...by } = request.query;
      const query = { ...by, before: positionOf(cursor), limit: limit + 1 };
      const projectId = projectOf(request);
      const key = await deps.keyring.scopeKey(deps.db, projectId);
      const rows = await listSubscriptions(deps.db, projectId, query);
      return pageAnswer(
        rows,
        limit,
        (row) => row.id,
        (row) => subscriptionView(key, row),
      );
    },
  );
  app.get(
    "/subscription/:id",
    { config, schema: { tags, summary: "Read a subscription", params: idParams } },
    async (request) => {
      const subscription = await findSubscription(deps.db, projectOf(request), { id: request.params.id });
      if (subscription === null) throw refuse("not_found", "There is no such subscription.");
      return show({ value: subscription, warnings: [] });
    },
  );
}
