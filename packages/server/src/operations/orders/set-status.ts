import {
  catalog,
  type EventPayload,
  type ProjectId,
  type RarusOrderStatus,
  type SetOrderStatus,
} from "@countersign/wire";
import { inTransaction } from "../../db/index.ts";
import { askHooks } from "../ask-hooks.ts";
import type { OperationsDeps } from "../deps.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import { findOrder, type Order } from "./row.ts";
import { isFinalStatus } from "./statuses.ts";

/**
 * Sets an order's status for the organization; calls the hooks of `before_order_setstatus` first.
 */
export async function setOrderStatus(
  deps: OperationsDeps,
  projectId: ProjectId,
  input: SetOrderStatus,
): Promise<Outcome<Order>> {
  const order = await findOrder(deps, deps.db, projectId, { id: input.id });
  if (order === null) return refused("not_found");
  if (input.version !== undefined && input.version !== order.version)
    return refused("conflict", { field: "version" });
  if (isFinalStatus(order.status))
    return refused("order_closed", { message: `The order is ${order.status}.`, field: "status" });
  return moveOrder(deps, order, {
    method: "/organization/order/set_status",
    status: input.status,
    payment: null,
  });
}

/**
 * Sets the status if the hooks allow it. A hook may choose another status, but not another order.
 */
export async function moveOrder(
  deps: OperationsDeps,
  order: Order,
  move: {
    method: "/organization/order/set_status" | "/user/sber_get_status";
    status: RarusOrderStatus;
    payment: EventPayload<"before_order_setstatus">["payment"];
  },
): Promise<Outcome<Order>> {
  const { method, status, payment } = move;
  const asked = await askHooks(deps, {
    projectId: order.projectId,
    event: "before_order_setstatus",
    payload: { method, id: order.id, from: order.status, status, payment },
    subject: order.id,
    userId: order.userId,
    keyId: order.projectId,
    schema: catalog.before_order_setstatus.payload,
    fixed: ["method", "id", "from", "payment"],
  });
  if (asked.kind === "refused") return asked;
  return inTransaction(deps.db, async (tx) => {
    const written = await tx
      .updateTable("operationOrders")
      .set({
        status: asked.payload.status,
        version: order.version + 1,
        updatedAt: new Date(deps.clock()),
      })
      .where("id", "=", order.id)
      .where("version", "=", order.version)
      .executeTakeFirst();
    if (written.numUpdatedRows !== 1n) return refused("conflict");
    const moved = await findOrder(deps, tx, order.projectId, { id: order.id });
    return moved === null ? refused("not_found") : done(moved, asked);
  });
}
