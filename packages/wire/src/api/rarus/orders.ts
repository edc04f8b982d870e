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

const itemSchema = z.strictObject({ ...rarusOrderItemSchema.shape, price: moneySchema });

/** An order's own fields, as the operations judge them: before the hooks, and again after. */
export const orderFieldsSchema = z.strictObject({
  userId: recordIdSchema,
  items: z.array(itemSchema).min(1).max(1000),
  currency: currencySchema,
  discount: moneySchema,
  deliveryServiceId: recordIdSchema.nullable(),
  deliveryPrice: moneySchema,
  destination: rarusDestinationSchema.nullable(),
  comment: rarusOrderInputSchema.shape.comment,
});
export type OrderFields = z.output<typeof orderFieldsSchema>;

/** What an order costs in its currency's minor unit; null where a discount exceeds it or it can't be counted. */
export function orderTotal(order: Pick<OrderFields, "items" | "discount" | "deliveryPrice">): number | null {
  const goods = order.items.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  const total = goods - order.discount + order.deliveryPrice;
  return order.discount <= goods && Number.isSafeInteger(goods) && Number.isSafeInteger(total) ? total : null;
}

const { userId, items, currency, discount, deliveryServiceId, deliveryPrice, destination, comment } =
  orderFieldsSchema.shape;
const bankOrderId = recordIdSchema.describe("under which the bank has registered the order's payment");

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

/** Body of `POST /user/order/{id}`: what is absent stays. */
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
  id: recordIdSchema,
  status: rarusOrderStatusSchema,
  version: versionSchema.optional(),
});
export type SetOrderStatus = z.output<typeof setOrderStatusSchema>;

/** An order as it is shown. What the buyer bought and where it goes is null once the buyer is erased. */
export const orderViewSchema = z.strictObject({
  id: z.string(),
  externalId: z.string().nullable(),
  userId: z.string(),
  status: rarusOrderStatusSchema,
  currency: z.string(),
  total: z.int().describe("goods less discount, with delivery"),
  items: orderFieldsSchema.shape.items.nullable(),
  discount: z.int().nullable(),
  deliveryServiceId: z.string().nullable(),
  deliveryPrice: z.int().nullable(),
  destination: rarusDestinationSchema.nullable(),
  comment: z.string().nullable(),
  bankOrderId: z.string().nullable(),
  version: z.int(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});
export type OrderView = z.output<typeof orderViewSchema>;
export const orderAnswerSchema = z.strictObject({ order: orderViewSchema, warnings: warningsSchema });
export const shownOrderSchema = z.strictObject({ order: orderViewSchema });
export const orderPageSchema = pageOf(orderViewSchema);
export const orderListQuerySchema = z.strictObject({
  ...pageQueryShape,
  userId: recordIdSchema.optional(),
  externalId: externalIdSchema.optional(),
});
export const userOrderListQuerySchema = z.strictObject(pageQueryShape);

/** Answer of `GET /organization/order/statuses`: every status, and from which an order may go on to which. */
export const orderStatusesSchema = z.strictObject({
  statuses: z.array(
    z.strictObject({ status: rarusOrderStatusSchema, ru: z.string(), en: z.string(), final: z.boolean() }),
  ),
});

/** Query of `GET /user/sber_get_status`. */
export const bankStatusQuerySchema = z.strictObject({ orderId: recordIdSchema });
/** Its answer: what the bank says, and the order's status after it. */
export const bankStatusSchema = z.strictObject({
  order: orderViewSchema,
  payment: z.strictObject({
    bankOrderId: z.string(),
    orderStatus: z.int().nullable().describe("the bank's code; 2: the sum is fully authorised"),
    actionCode: z.int().nullable().describe("of the bank's processing; 0: approved"),
    errorCode: z.string().describe("of the bank's API; 0: none"),
    amount: z.int().nullable(),
    currency: z.string().nullable().describe("ISO 4217, numeric"),
    authorised: z.boolean().describe("whether the order's whole sum is authorised in its currency"),
  }),
  warnings: warningsSchema,
});
