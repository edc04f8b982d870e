import type { ProjectId } from "@countersign/wire";
import { askPayment, type BankPayment, isAuthorised } from "../../payments/index.ts";
import type { OperationsDeps } from "../deps.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import { findOrder, type Order } from "./row.ts";
import { moveOrder } from "./set-status.ts";
import { awaitsPayment } from "./statuses.ts";

/** The status of an order's payment at the bank, and the resulting order. */
export interface BankStatus {
  order: Order;
  payment: BankPayment;
  /** Whether the order's whole sum is authorised in its currency. */
  authorised: boolean;
}

/**
 * The loyalty platform's `/user/sber_get_status`: asks the bank. If the order's whole sum is fully
 * authorised and the order still waits for it, sets the order to `paid` after the hooks of
 * `before_order_setstatus`. Repeating it for a paid order calls no hook again.
 */
export async function bankStatus(
  deps: OperationsDeps,
  projectId: ProjectId,
  target: { id: string; userId: string },
): Promise<Outcome<BankStatus>> {
  const order = await findOrder(deps, deps.db, projectId, target);
  if (order === null) return refused("not_found");
  if (order.bankOrderId === null) return refused("payment_missing", { field: "bankOrderId" });
  const answer = await askPayment(deps, projectId, order.bankOrderId);
  if (answer.kind === "not-configured") return refused("payment_not_configured");
  if (answer.kind === "failed") return refused("payment_failed", { bank: { errorCode: answer.errorCode } });
  const { payment } = answer;
  const authorised = isAuthorised(payment, order);
  if (!authorised || !awaitsPayment(order.status)) return done({ order, payment, authorised });
  return settle(deps, order, payment, target);
}

async function settle(
  deps: OperationsDeps,
  order: Order,
  payment: BankPayment,
  target: { id: string; userId: string },
): Promise<Outcome<BankStatus>> {
  const { bankOrderId, amount, currency, actionCode } = payment;
  const moved = await moveOrder(deps, order, {
    method: "/user/sber_get_status",
    status: "paid",
    payment: {
      bankOrderId,
      amount: amount ?? order.total,
      currency: currency ?? "",
      orderStatus: 2,
      actionCode: actionCode ?? 0,
    },
  });
  if (moved.kind === "done") return done({ order: moved.value, payment, authorised: true }, moved);
  if (moved.code !== "conflict") return moved;
  // A concurrent call for the same payment may have won.
  const now = await findOrder(deps, deps.db, order.projectId, target);
  return now === null || awaitsPayment(now.status) ? moved : done({ order: now, payment, authorised: true });
}
