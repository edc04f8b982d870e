import * as z from "zod";
import {
  rarusDestinationSchema,
  rarusOrderInputSchema,
  rarusOrderItemSchema,
  rarusOrderStatusSchema,
} from "../../catalog/rarus/schemas.ts";
import { timeSchema } from "../fields.ts";
import { pageOf, pageQueryShape } from "../pagination.ts";
import {
  currencySchema,
  externalIdSchema,
  moneySchema,
  recordIdSchema,
  versionSchema,
  warningsSchema,
} from "./fields.ts";

const itemSchema = z.strictObject({
  ...rarusOrderItemSchema.shape,
  price: moneySchema.describe("Of one, in the currency's minor unit."),
});

/**
 * An order's own fields, as the operations validate them: before the hooks, and again after them.
 */
export const orderFieldsSchema = z.strictObject({
  userId: recordIdSchema.describe("Id of the user who buys."),
  items: z.array(itemSchema).min(1).max(1000).describe("The goods that are ordered."),
  currency: currencySchema,
  discount: moneySchema.describe("What is taken off the sum, in the currency's minor unit."),
  deliveryServiceId: recordIdSchema.nullable().describe("Id of the delivery service; null for none."),
  deliveryPrice: moneySchema.describe("What delivery costs, in the currency's minor unit."),
  destination: rarusDestinationSchema.nullable().describe("Where the order goes."),
  comment: rarusOrderInputSchema.shape.comment.describe("What the buyer remarked."),
});
export type OrderFields = z.output<typeof orderFieldsSchema>;

/**
 * What an order costs in its currency's minor unit; null if a discount exceeds it or it can't be
 * counted.
 */
export function orderTotal(order: Pick<OrderFields, "items" | "discount" | "deliveryPrice">): number | null {
  const goods = order.items.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  const total = goods - order.discount + order.deliveryPrice;
  return order.discount <= goods && Number.isSafeInteger(goods) && Number.isSafeInteger(total) ? total : null;
}

const { userId, items, currency, discount, deliveryServiceId, deliveryPrice, destination, comment } =
  orderFieldsSchema.shape;
const bankOrderId = recordIdSchema.describe("the id under which the bank has registered the order's payment");

/** Body of `POST /user/order/add`; the buyer is the acting user. */
export const newUserOrderSchema = z.strictObject({
  externalId: externalIdSchema.optional(),
  items,
  currency,
  discount: discount.default(0),
  deliveryServiceId: deliveryServiceId.default(null),
  deliveryPrice: deliveryPrice.default(0),
  destination: destination.default(null),
  comment: comment.default(""),
});
/** Body of `POST /organization/order/add`. */
export const newOrderSchema = z.strictObject({
  userId,
  ...newUserOrderSchema.shape,
  bankOrderId: bankOrderId.optional(),
});
export type NewOrder = z.output<typeof newOrderSchema>;

/** Body of `POST /user/order/{id}`: absent members stay. */
export const changeUserOrderSchema = z.strictObject({
  ...orderFieldsSchema.omit({ userId: true }).partial().shape,
  version: versionSchema.optional(),
});
/** Body of `POST /organization/order/{id}`. */
export const changeOrderSchema = z.strictObject({
  ...changeUserOrderSchema.shape,
  bankOrderId: bankOrderId.nullable().optional(),
});
export type ChangeOrder = z.output<typeof changeOrderSchema>;

/** Body of `POST /organization/order/set_status`. */
export const setOrderStatusSchema = z.strictObject({
  id: recordIdSchema.describe("Id of the order."),
  status: rarusOrderStatusSchema.describe("The status to move it on to."),
  version: versionSchema.optional(),
});
export type SetOrderStatus = z.output<typeof setOrderStatusSchema>;

/**
 * An order as it is shown. What the buyer bought and where it goes is null once the buyer is
 * erased.
 */
export const orderViewSchema = z.strictObject({
  id: z.string().describe("Id of the order."),
  externalId: z.string().nullable().describe("The caller's own key, where one was given."),
  userId: z.string().describe("Id of the user who buys."),
  status: rarusOrderStatusSchema.describe("The order's status."),
  currency: z.string().describe("Currency of the order's sums, ISO 4217."),
  total: z.int().describe("goods less discount, with delivery"),
  items: orderFieldsSchema.shape.items.nullable().describe("What is ordered; null once the buyer is erased."),
  discount: z.int().nullable().describe("What is taken off the sum, in the currency's minor unit."),
  deliveryServiceId: z.string().nullable().describe("Id of the delivery service; null for none."),
  deliveryPrice: z.int().nullable().describe("What delivery costs, in the currency's minor unit."),
  destination: rarusDestinationSchema
    .nullable()
    .describe("Where the order goes; null once the buyer is erased."),
  comment: z.string().nullable().describe("What the buyer remarked; null once the buyer is erased."),
  bankOrderId: z.string().nullable().describe("The payment's id at the bank."),
  version: z.int().describe("Counts the changes; see `version` of the change."),
  createdAt: timeSchema.describe("When the order was added."),
  updatedAt: timeSchema.describe("When it was last changed."),
});
export type OrderView = z.output<typeof orderViewSchema>;
export const orderResponseSchema = z.strictObject({
  order: orderViewSchema.describe("The order as it now is."),
  warnings: warningsSchema,
});
export const shownOrderSchema = z.strictObject({
  order: orderViewSchema.describe("The order as it now is."),
});
export const orderPageSchema = pageOf(orderViewSchema);
export const orderListQuerySchema = z.strictObject({
  ...pageQueryShape,
  userId: recordIdSchema.optional().describe("Only orders of this user."),
  externalId: externalIdSchema.optional(),
});
export const userOrderListQuerySchema = z.strictObject(pageQueryShape);

/**
 * Response of `GET /organization/order/statuses`: every status, and the possible transitions
 * between them.
 */
export const orderStatusesSchema = z.strictObject({
  statuses: z
    .array(
      z.strictObject({
        status: rarusOrderStatusSchema.describe("A status that an order can have."),
        ru: z.string().describe("Its title in Russian."),
        en: z.string().describe("Its title in English."),
        final: z.boolean().describe("Whether no other status follows."),
      }),
    )
    .describe("Every status, in the usual order."),
});

/** Query of `GET /user/sber_get_status`. */
export const bankStatusQuerySchema = z.strictObject({
  orderId: recordIdSchema.describe("One of the acting user's orders."),
});
/** Its response: what the bank says, and the order's status after it. */
export const bankStatusSchema = z.strictObject({
  order: orderViewSchema.describe("The order after it."),
  payment: z
    .strictObject({
      bankOrderId: z.string().describe("The payment's id at the bank."),
      orderStatus: z.int().nullable().describe("the bank's code; 2: the sum is fully authorised"),
      actionCode: z.int().nullable().describe("of the bank's processing; 0: approved"),
      errorCode: z.string().describe("of the bank's API; 0: none"),
      amount: z.int().nullable().describe("The sum in the currency's minor unit."),
      currency: z.string().nullable().describe("Currency of the payment, ISO 4217 numeric; null if unknown."),
      authorised: z.boolean().describe("whether the order's whole sum is authorised in its currency"),
    })
    .describe("What the bank says."),
  warnings: warningsSchema,
});
