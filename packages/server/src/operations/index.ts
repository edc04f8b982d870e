/**
 * Methods of the loyalty platform that this service keeps: users, orders, delivery services and
 * subscriptions. Each reads, calls the project's hooks, then writes with a version check and
 * records its event in the same transaction. Outcomes are values; a refusal says which field and
 * why.
 *
 *     const outcome = await addUser(deps, projectId, "organization", { phone: "+79990000000" });
 *     if (outcome.kind === "refused") refuse(outcome.code, outcome.details);
 */
export { askHooks, refusalOf } from "./ask-hooks.ts";
export { calculateDelivery } from "./delivery-services/calculate.ts";
export { addDeliveryService, changeDeliveryService } from "./delivery-services/manage.ts";
export {
  deliveryServiceView,
  findDeliveryService,
  listDeliveryServices,
} from "./delivery-services/row.ts";
export type { OperationsDeps } from "./deps.ts";
export { externalIndex } from "./external-key.ts";
export { addOrder } from "./orders/add-order.ts";
export { bankStatus } from "./orders/bank-status.ts";
export { changeOrder } from "./orders/change-order.ts";
export { findOrder, listOrders } from "./orders/row.ts";
export { setOrderStatus } from "./orders/set-status.ts";
export { orderStatusList } from "./orders/statuses.ts";
export { orderView } from "./orders/view.ts";
export type { Outcome, Refused } from "./outcome.ts";
export { addSubscription, cancelSubscription } from "./subscriptions/manage.ts";
export { findSubscription, listSubscriptions, subscriptionView } from "./subscriptions/row.ts";
export { startSubscriptions } from "./subscriptions/scheduler.ts";
export { addUser } from "./users/add-user.ts";
export { changeUser } from "./users/change-user.ts";
export { decideKycLevel } from "./users/decide-kyc-level.ts";
export { eraseUser, eraseUserOf } from "./users/erase-user.ts";
export { findUser, kycLevelOf, listUsers } from "./users/row.ts";
export { userView } from "./users/view.ts";
