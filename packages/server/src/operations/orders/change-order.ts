import { type ChangeOrder, type OrderFields, orderFieldsSchema, type ProjectId } from "@countersign/wire";
import * as z from "zod";
import { inTransaction, isUniqueViolation } from "../../db/index.ts";
import { askHooks } from "../ask-hooks.ts";
import type { OperationsDeps } from "../deps.ts";
import { type Changes, merged } from "../merged.ts";
import { done, type Outcome, type Refused, RefusedWrite, refused, refusedField } from "../outcome.ts";
import { bankOrderTaken, liveKey, requireService, totalOf } from "./add-order.ts";
import { serviceProblem, sumProblem } from "./check-order.ts";
import { contentOf, findOrder, type Order, sealContent } from "./row.ts";
import { changeable } from "./statuses.ts";

type Method = "/organization/order/{id}" | "/user/order/{id}";

const payloadSchema = z.strictObject({
  method: z.enum(["/organization/order/{id}", "/user/order/{id}"]),
  id: z.string(),
  changes: orderFieldsSchema.omit({ userId: true }).partial(),
});

/** The fields that change the paid sum. */
const sums = ["items", "currency", "discount", "deliveryPrice", "bankOrderId"] as const;

/**
 * Changes an order; calls the hooks of `before_order_update` first. `userId`: the acting user, who
 * must own the order.
 */
export async function changeOrder(
  deps: OperationsDeps,
  projectId: ProjectId,
  target: { method: Method; id: string; userId?: string },
  input: ChangeOrder,
): Promise<Outcome<Order>> {
  const { bankOrderId, version, ...changes } = input;
  const order = await findOrder(deps, deps.db, projectId, target);
  if (order === null) return refused("not_found");
  const fields = fieldsOf(order);
  // An erased order can't be changed.
  if (fields === null) return refused("not_found");
  if (version !== undefined && version !== order.version) return refused("conflict", { field: "version" });
  if (bankOrderId === undefined && Object.keys(changes).length === 0)
    return refused("invalid_request", { message: "No changes were given." });
  const closed = closedField(order, bankOrderId === undefined ? changes : { ...changes, bankOrderId });
  if (closed !== null) return closed;
  const problem =
    sumProblem(merged(fields, changes)) ??
    (await serviceProblem(deps.db, projectId, changes.deliveryServiceId ?? null));
  if (problem !== null) return refusedField(problem.field, problem.problem);

  const asked = await askHooks(deps, {
    projectId,
    event: "before_order_update",
    payload: { method: target.method, id: order.id, changes },
    subject: order.id,
    userId: order.userId,
    keyId: order.subjectId,
    schema: payloadSchema,
    fixed: ["method", "id"],
    check: (changed) => {
      const barred = closedField(order, changed.changes)?.details.field;
      if (barred !== undefined)
        return { field: `changes.${barred}`, problem: "can't change in the order's status" };
      const wrong = sumProblem(merged(fields, changed.changes));
      return wrong && { ...wrong, field: `changes.${wrong.field}` };
    },
  });
  if (asked.kind === "refused") return asked;
  const next = merged(fields, asked.payload.changes);
  try {
    return await inTransaction(deps.db, async (tx) => {
      const key = await liveKey(deps, tx, order.subjectId);
      if (next.deliveryServiceId !== order.deliveryServiceId)
        await requireService(tx, projectId, next, asked.traceId);
      const written = await tx
        .updateTable("operationOrders")
        .set({
          currency: next.currency,
          total: totalOf(next),
          deliveryServiceId: next.deliveryServiceId,
          contentSealed: sealContent(key, order.id, {
            content: contentOf(next),
            externalId: order.externalId,
          }),
          ...(bankOrderId !== undefined && { bankOrderId }),
          version: order.version + 1,
          updatedAt: new Date(deps.clock()),
        })
        .where("id", "=", order.id)
        .where("version", "=", order.version)
        .executeTakeFirst();
      if (written.numUpdatedRows !== 1n) return refused("conflict");
      const changed = await findOrder(deps, tx, projectId, { id: order.id });
      return changed === null ? refused("not_found") : done(changed, asked);
    });
  } catch (error) {
    if (error instanceof RefusedWrite) return error.refusal;
    if (isUniqueViolation(error, "operation_orders_bank_order")) return bankOrderTaken();
    throw error;
  }
}

/** The refusal of a field that the order's status does not allow to change. */
function closedField(
  order: Order,
  changes: Changes<OrderFields & { bankOrderId: string | null }>,
): Refused | null {
  const allowed = changeable(order.status);
  if (allowed === "all") return null;
  const named = Object.keys(changes);
  const field = allowed === "nothing" ? named[0] : sums.find((each) => named.includes(each));
  if (field === undefined) return null;
  return refused("order_closed", { message: `The order is ${order.status}: ${field} can't change.`, field });
}

function fieldsOf(order: Order): OrderFields | null {
  const { userId, currency, deliveryServiceId, content } = order;
  return content && { userId, currency, deliveryServiceId, ...content };
}
