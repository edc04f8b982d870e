import {
  bankStatusQuerySchema,
  changeOrderSchema,
  changeUserOrderSchema,
  newOrderSchema,
  newUserOrderSchema,
  orderListQuerySchema,
  setOrderStatusSchema,
  userOrderListQuerySchema,
} from "@countersign/wire";
import {
  addOrder,
  bankStatus,
  changeOrder,
  findOrder,
  listOrders,
  orderStatusList,
  orderView,
  setOrderStatus,
} from "../../operations/index.ts";
import type { HttpDeps } from "../deps.ts";
import { pageAnswer, positionOf } from "../paging.ts";
import { refuse } from "../refusals/problem.ts";
import type { App } from "../types.ts";
import { type Shown, sendOutcome } from "./answer.ts";
import { actingUser, idParams, indexOf, projectOf } from "./call.ts";
import { addOperation } from "./route.ts";

const config = { access: ["project"] } as const;
const tags = ["operations"];

type ShownOrder = Shown<Parameters<typeof orderView>[0]>;
const show = ({ value, warnings }: ShownOrder) => ({ order: orderView(value), warnings });

/** Orders, as the organization keeps them. */
export function addOrganizationOrderRoutes(app: App, deps: HttpDeps): void {
  addOperation(app, deps, {
    path: "/order/add",
    gateway: "/organization/order/add",
    summary: "Add an order of a user: before_order_add",
    schema: newOrderSchema,
    status: 201,
    handle: ({ projectId, input }) => addOrder(deps, projectId, "/organization/order/add", input),
    show,
  });
  addOperation(app, deps, {
    path: "/order/set_status",
    gateway: "/organization/order/set_status",
    summary: "Set an order's status: before_order_setstatus",
    schema: setOrderStatusSchema,
    handle: ({ projectId, input }) => setOrderStatus(deps, projectId, input),
    show,
  });
  addOperation(app, deps, {
    path: "/order/:id",
    gateway: "/organization/order/{id}",
    summary: "Change an order: before_order_update",
    schema: changeOrderSchema,
    handle: ({ projectId, input, id }) =>
      changeOrder(deps, projectId, { method: "/organization/order/{id}", id }, input),
    show,
  });
  app.get("/order/statuses", { config, schema: { tags, summary: "Every status of an order" } }, async () => ({
    statuses: orderStatusList,
  }));
  app.get(
    "/order/:id",
    { config, schema: { tags, summary: "Read an order", params: idParams } },
    async (request) => {
      const order = await findOrder(deps, deps.db, projectOf(request), { id: request.params.id });
      if (order === null) throw refuse("not_found", "There is no such order.");
      return { order: orderView(order) };
    },
  );
  app.get(
    "/order",
    { config, schema: { tags, summary: "List orders, newest first", querystring: orderListQuerySchema } },
    async (request) => {
      const { limit, cursor, userId, externalId } = request.query;
      const projectId = projectOf(request);
      const by = await indexOf(deps, projectId, "order", externalId);
      const query = { userId, ...by, before: positionOf(cursor), limit: limit + 1 };
      const rows = await listOrders(deps, deps.db, projectId, query);
      return pageAnswer(rows, limit, (row) => row.id, orderView);
    },
  );
}

/** A user's own orders. */
export function addUserOrderRoutes(app: App, deps: HttpDeps): void {
  addOperation(app, deps, {
    path: "/order/add",
    gateway: "/user/order/add",
    acting: true,
    summary: "Add an order: before_order_add",
    schema: newUserOrderSchema,
    status: 201,
    handle: ({ projectId, input, userId }) =>
      addOrder(deps, projectId, "/user/order/add", { userId, ...input }),
    show,
  });
  addOperation(app, deps, {
    path: "/order/:id",
    gateway: "/user/order/{id}",
    acting: true,
    summary: "Change an order: before_order_update",
    schema: changeUserOrderSchema,
    handle: ({ projectId, input, id, userId }) =>
      changeOrder(deps, projectId, { method: "/user/order/{id}", id, userId }, input),
    show,
  });
  app.get(
    "/order/:id",
    { config, schema: { tags, summary: "Read an order", params: idParams } },
    async (request) => {
      const by = { id: request.params.id, userId: actingUser(request) };
      const order = await findOrder(deps, deps.db, projectOf(request), by);
      if (order === null) throw refuse("not_found", "There is no such order.");
      return { order: orderView(order) };
    },
  );
  app.get(
    "/order",
    { config, schema: { tags, summary: "List orders, newest first", querystring: userOrderListQuerySchema } },
    async (request) => {
      const { limit, cursor } = request.query;
      const query = { userId: actingUser(request), before: positionOf(cursor), limit: limit + 1 };
      const rows = await listOrders(deps, deps.db, projectOf(request), query);
      return pageAnswer(rows, limit, (row) => row.id, orderView);
    },
  );
  app.get(
    "/sber_get_status",
    {
      config,
      // It changes the order: nobody expects that of a HEAD.
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: "Ask the bank how an order's payment stands: before_order_setstatus at full authorisation",
        querystring: bankStatusQuerySchema,
      },
    },
    async (request, reply) => {
      const target = { id: request.query.orderId, userId: actingUser(request) };
      const outcome = await bankStatus(deps, projectOf(request), target);
      return sendOutcome(reply, outcome, 200, ({ value: { order, payment, authorised }, warnings }) => ({
        order: orderView(order),
        payment: { ...payment, authorised },
        warnings,
      }));
    },
  );
}
