import {
  bankStatusQuerySchema,
  bankStatusSchema,
  changeOrderSchema,
  changeUserOrderSchema,
  newOrderSchema,
  newUserOrderSchema,
  orderListQuerySchema,
  orderPageSchema,
  orderResponseSchema,
  orderStatusesSchema,
  setOrderStatusSchema,
  shownOrderSchema,
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
import { positionOf, toPage } from "../paging.ts";
import { refuse } from "../refusals/problem.ts";
import type { App } from "../types.ts";
import { type Shown, sendOutcome } from "./answer.ts";
import { actingUser, actingUserHeaders, idParams, indexOf, projectOf } from "./call.ts";
import { registerOperation } from "./route.ts";

const config = { access: "integration.call" } as const;

type ShownOrder = Shown<Parameters<typeof orderView>[0]>;
const show = ({ value, warnings }: ShownOrder) => ({ order: orderView(value), warnings });

/** Orders, as the organization manages them. */
export function registerOrganizationOrderRoutes(app: App, deps: HttpDeps): void {
  registerOperation(app, deps, {
    path: "/order/add",
    gateway: "/organization/order/add",
    operationId: "addOrder",
    summary: "Add an order",
    description: "Adds an order of a user. Asks the hooks of `before_order_add`.",
    schema: newOrderSchema,
    response: orderResponseSchema,
    status: 201,
    handle: ({ projectId, input }) => addOrder(deps, projectId, "/organization/order/add", input),
    show,
  });
  registerOperation(app, deps, {
    path: "/order/set_status",
    gateway: "/organization/order/set_status",
    operationId: "setOrderStatus",
    summary: "Set an order's status",
    description: "Moves an order on to another status. Asks the hooks of `before_order_setstatus`.",
    schema: setOrderStatusSchema,
    response: orderResponseSchema,
    handle: ({ projectId, input }) => setOrderStatus(deps, projectId, input),
    show,
  });
  registerOperation(app, deps, {
    path: "/order/:id",
    gateway: "/organization/order/{id}",
    operationId: "changeOrder",
    summary: "Change an order",
    description: "Changes the given fields of an order. Asks the hooks of `before_order_update`.",
    schema: changeOrderSchema,
    response: orderResponseSchema,
    handle: ({ projectId, input, id }) =>
      changeOrder(deps, projectId, { method: "/organization/order/{id}", id }, input),
    show,
  });
  app.get("/order/statuses", { config, schema: statuses }, async () => ({ statuses: orderStatusList }));
  app.get(
    "/order/:id",
    {
      config,
      schema: {
        operationId: "getOrder",
        summary: "Read an order",
        description: "Returns one order.",
        params: idParams,
        response: { 200: shownOrderSchema },
      },
    },
    async (request) => {
      const order = await findOrder(deps, deps.db, projectOf(request), { id: request.params.id });
      if (order === null) throw refuse("not_found", "There is no such order.");
      return { order: orderView(order) };
    },
  );
  app.get(
    "/order",
    {
      config,
      schema: {
        operationId: "listOrders",
        summary: "List orders",
        description: "Returns the project's orders, newest first.",
        querystring: orderListQuerySchema,
        response: { 200: orderPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor, userId, externalId } = request.query;
      const projectId = projectOf(request);
      const by = await indexOf(deps, projectId, "order", externalId);
      const query = { userId, ...by, before: positionOf(cursor), limit: limit + 1 };
      const rows = await listOrders(deps, deps.db, projectId, query);
      return toPage(rows, limit, (row) => row.id, orderView);
    },
  );
}

/** A user's own orders. */
export function registerUserOrderRoutes(app: App, deps: HttpDeps): void {
  registerOperation(app, deps, {
    path: "/order/add",
    gateway: "/user/order/add",
    acting: true,
    operationId: "addOwnOrder",
    summary: "Add one's own order",
    description: "Adds an order of the acting user. Asks the hooks of `before_order_add`.",
    schema: newUserOrderSchema,
    response: orderResponseSchema,
    status: 201,
    handle: ({ projectId, input, userId }) =>
      addOrder(deps, projectId, "/user/order/add", { userId, ...input }),
    show,
  });
  registerOperation(app, deps, {
    path: "/order/:id",
    gateway: "/user/order/{id}",
    acting: true,
    operationId: "changeOwnOrder",
    summary: "Change one's own order",
    description:
      "Changes the given fields of an order of the acting user. Asks the hooks of `before_order_update`.",
    schema: changeUserOrderSchema,
    response: orderResponseSchema,
    handle: ({ projectId, input, id, userId }) =>
      changeOrder(deps, projectId, { method: "/user/order/{id}", id, userId }, input),
    show,
  });
  app.get(
    "/order/:id",
    {
      config,
      schema: {
        operationId: "getOwnOrder",
        summary: "Read one's own order",
        description: "Returns one order of the acting user.",
        params: idParams,
        reads: { headers: actingUserHeaders },
        response: { 200: shownOrderSchema },
      },
    },
    async (request) => {
      const by = { id: request.params.id, userId: actingUser(request) };
      const order = await findOrder(deps, deps.db, projectOf(request), by);
      if (order === null) throw refuse("not_found", "There is no such order.");
      return { order: orderView(order) };
    },
  );
  app.get(
    "/order",
    {
      config,
      schema: {
        operationId: "listOwnOrders",
        summary: "List one's own orders",
        description: "Returns the acting user's orders, newest first.",
        querystring: userOrderListQuerySchema,
        reads: { headers: actingUserHeaders },
        response: { 200: orderPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const query = { userId: actingUser(request), before: positionOf(cursor), limit: limit + 1 };
      const rows = await listOrders(deps, deps.db, projectOf(request), query);
      return toPage(rows, limit, (row) => row.id, orderView);
    },
  );
  app.get(
    "/sber_get_status",
    {
      config,
      // It changes the order, which a HEAD must not.
      exposeHeadRoute: false,
      schema: {
        operationId: "getBankStatus",
        summary: "Read an order's payment at the bank",
        description:
          "Asks the acquiring bank about the payment of one of the acting user's orders. Once its whole sum is authorised, the " +
          "order becomes paid, for which the hooks of `before_order_setstatus` are asked.",
        querystring: bankStatusQuerySchema,
        reads: { headers: actingUserHeaders },
        response: { 200: bankStatusSchema },
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

const statuses = {
  operationId: "listOrderStatuses",
  summary: "List order statuses",
  description: "Returns every status that an order can have, with its titles.",
  response: { 200: orderStatusesSchema },
};
