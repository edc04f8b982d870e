import {
  type NewOrder,
  newId,
  type OrderFields,
  orderFieldsSchema,
  orderTotal,
  type ProjectId,
  type SubjectId,
} from "@countersign/wire";
import * as z from "zod";
import { inTransaction, isUniqueViolation, type Tx } from "../../db/index.ts";
import { type Answer, askHooks } from "../ask-hooks.ts";
import type { OperationsDeps } from "../deps.ts";
import { type ExternalKey, externalIdTaken, externalKey, isSameRequest } from "../external-key.ts";
import { done, type Outcome, RefusedWrite, refused, refusedField } from "../outcome.ts";
import { findUser } from "../users/row.ts";
import { serviceProblem, sumProblem } from "./check-order.ts";
import { contentOf, findOrder, type Order, sealContent } from "./row.ts";

type Method = "/organization/order/add" | "/user/order/add";

const payloadSchema = z.strictObject({
  method: z.enum(["/organization/order/add", "/user/order/add"]),
  order: orderFieldsSchema,
});

/** Adds a user's order; calls the hooks of `before_order_add` first. */
export async function addOrder(
  deps: OperationsDeps,
  projectId: ProjectId,
  method: Method,
  input: NewOrder,
): Promise<Outcome<Order>> {
  const key = await externalKey(deps.keyring, deps.db, projectId, "order", input, method);
  const before = await existing(deps, projectId, key);
  if (before !== null) return before;
  const order = fieldsOf(input);
  const buyer = await findUser(deps, deps.db, projectId, { id: order.userId });
  const named = method === "/user/order/add" ? "x-user-id" : "userId";
  if (buyer === null) return refusedField(named, "is not a user of this project");
  const problem = sumProblem(order) ?? (await serviceProblem(deps.db, projectId, order.deliveryServiceId));
  if (problem !== null) return refusedField(problem.field, problem.problem);

  const id = newId("order", deps.clock, deps.random);
  const asked = await askHooks(deps, {
    projectId,
    event: "before_order_add",
    payload: { method, order },
    subject: id,
    userId: buyer.id,
    keyId: buyer.subjectId,
    schema: payloadSchema,
    fixed: ["method", "order.userId"],
    check: (changed) => {
      const wrong = sumProblem(changed.order);
      return wrong && { ...wrong, field: `order.${wrong.field}` };
    },
  });
  if (asked.kind === "refused") return asked;
  const { bankOrderId = null } = input;
  return write(deps, { id, projectId, subjectId: buyer.subjectId, bankOrderId, ...key }, asked);
}

async function write(
  deps: OperationsDeps,
  order: Pick<Order, "id" | "projectId" | "subjectId" | "bankOrderId"> & ExternalKey,
  asked: Extract<Answer<"before_order_add">, { kind: "allowed" }>,
): Promise<Outcome<Order>> {
  const { id, projectId, subjectId, externalId, formerMacs: _, ...given } = order;
  const fields = asked.payload.order;
  const at = new Date(deps.clock());
  try {
    return await inTransaction(deps.db, async (tx) => {
      const key = await liveKey(deps, tx, subjectId);
      await requireService(tx, projectId, fields, asked.traceId);
      await tx
        .insertInto("operationOrders")
        .values({
          id,
          projectId,
          userId: fields.userId,
          ...given,
          status: "new",
          currency: fields.currency,
          total: totalOf(fields),
          deliveryServiceId: fields.deliveryServiceId,
          contentSealed: sealContent(key, id, { content: contentOf(fields), externalId }),
          createdAt: at,
          updatedAt: at,
        })
        .execute();
      const added = await findOrder(deps, tx, projectId, { id });
      if (added === null) throw new Error(`order ${id} vanished in the transaction that added it`);
      return done(added, asked);
    });
  } catch (error) {
    if (error instanceof RefusedWrite) return error.refusal;
    if (isUniqueViolation(error, "operation_orders_external"))
      return (await existing(deps, projectId, order)) ?? externalIdTaken();
    if (isUniqueViolation(error, "operation_orders_bank_order")) return bankOrderTaken();
    throw error;
  }
}

/** The result of an earlier identical creation; null if this is the first. */
async function existing(
  deps: OperationsDeps,
  projectId: ProjectId,
  key: ExternalKey,
): Promise<Outcome<Order> | null> {
  if (key.externalIndex === null) return null;
  const order = await findOrder(deps, deps.db, projectId, { externalIndex: key.externalIndex });
  if (order === null) return null;
  return isSameRequest(key, order) ? done(order, undefined, true) : externalIdTaken();
}

/** The refusal of a payment that belongs to another order. */
export function bankOrderTaken() {
  return refusedField("bankOrderId", "is the payment of another order");
}

/**
 * The key of a buyer, locked against erasure until the transaction ends.
 *
 * @throws RefusedWrite if already erased.
 */
export async function liveKey(deps: OperationsDeps, tx: Tx, subjectId: SubjectId) {
  // The user is always locked before the subject.
  const alive = await tx
    .selectFrom("operationUsers")
    .innerJoin("subjects", "subjects.id", "operationUsers.subjectId")
    .select("operationUsers.id")
    .where("operationUsers.subjectId", "=", subjectId)
    .where("subjects.erasedAt", "is", null)
    .forKeyShare("operationUsers")
    .forKeyShare("subjects")
    .executeTakeFirst();
  const key = alive && (await deps.keyring.subjectKey(tx, subjectId));
  if (!key) throw new RefusedWrite(refused("not_found"));
  return key;
}

/** @throws RefusedWrite if a hook set an unknown service. */
export async function requireService(
  tx: Tx,
  projectId: ProjectId,
  fields: Pick<OrderFields, "deliveryServiceId">,
  traceId: string,
): Promise<void> {
  const problem = await serviceProblem(tx, projectId, fields.deliveryServiceId);
  if (problem === null) return;
  const message = `A hook changed ${problem.field}: it ${problem.problem}.`;
  throw new RefusedWrite(refused("hook_bad_answer", { message, field: problem.field, traceId }));
}

/** The total of an order whose sums were validated. */
export function totalOf(fields: OrderFields): number {
  const total = orderTotal(fields);
  if (total === null) throw new Error("an order's sum was not validated before the write");
  return total;
}

function fieldsOf(input: NewOrder): OrderFields {
  const { userId, items, currency, discount, deliveryServiceId, deliveryPrice, destination, comment } = input;
  return { userId, items, currency, discount, deliveryServiceId, deliveryPrice, destination, comment };
}
