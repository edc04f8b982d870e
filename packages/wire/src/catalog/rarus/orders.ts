import * as z from "zod";
import { defineBeforeEvent } from "../definition.ts";
import {
  rarusDeliveryRequestSchema,
  rarusOrderInputSchema,
  rarusOrderStatusSchema,
  rarusPaymentSchema,
  rarusUpstreamSchema,
} from "./schemas.ts";

const orderId = z.string().min(1).max(64).describe("of the order");
const example = {
  userId: "usr-1024",
  items: [{ sku: "TEA-1", name: "Чай", quantity: 2, price: 35_000 }],
  currency: "RUB",
  discount: 0,
  deliveryServiceId: "courier",
  deliveryPrice: 30_000,
  destination: {
    country: "RU",
    region: null,
    city: "Москва",
    street: "ул. Примерная, 1",
    postcode: "101000",
  },
  comment: "",
};

/** `POST /organization/order/add` and `POST /user/order/add`, before the order is added. */
export const beforeOrderAdd = defineBeforeEvent({
  type: "before_order_add",
  payload: z.strictObject({
    method: z.enum(["/organization/order/add", "/user/order/add"]),
    order: rarusOrderInputSchema,
    upstream: rarusUpstreamSchema,
  }),
  title: { ru: "Перед добавлением заказа", en: "Before an order is added" },
  description: {
    ru: "Перед добавлением заказа организацией или пользователем.",
    en: "Before the organization or a user adds an order.",
  },
  example: { method: "/user/order/add", order: example },
  dialect: "rarus",
  subject: "order",
  personal: true,
});

/** `POST /organization/order/{id}` and `POST /user/order/{id}`, before the order is changed. */
export const beforeOrderUpdate = defineBeforeEvent({
  type: "before_order_update",
  payload: z.strictObject({
    method: z.enum(["/organization/order/{id}", "/user/order/{id}"]),
    id: orderId,
    changes: rarusOrderInputSchema.omit({ userId: true }).partial(),
    upstream: rarusUpstreamSchema,
  }),
  title: { ru: "Перед обновлением заказа", en: "Before an order is changed" },
  description: {
    ru: "Перед изменением заказа организацией или пользователем.",
    en: "Before the organization or a user changes an order.",
  },
  example: { method: "/organization/order/{id}", id: "ord-2048", changes: { comment: "Позвонить заранее" } },
  dialect: "rarus",
  subject: "order",
  personal: true,
});

/**
 * `POST /organization/order/set_status`, and `GET /user/sber_get_status` when the bank has
 * authorised the order's whole sum: `payment` is there for the second only.
 */
export const beforeOrderSetStatus = defineBeforeEvent({
  type: "before_order_setstatus",
  payload: z.strictObject({
    method: z.enum(["/organization/order/set_status", "/user/sber_get_status"]),
    id: orderId,
    from: rarusOrderStatusSchema.nullable().describe("null: an upstream keeps the order"),
    status: rarusOrderStatusSchema,
    payment: rarusPaymentSchema.nullable(),
    upstream: rarusUpstreamSchema,
  }),
  title: { ru: "Перед установкой статуса заказа", en: "Before an order's status is set" },
  description: {
    ru: "Перед установкой статуса заказа: организацией или по полной авторизации суммы в банке.",
    en: "Before an order's status is set: by the organization, or as the bank authorised the whole sum.",
  },
  example: {
    method: "/user/sber_get_status",
    id: "ord-2048",
    from: "confirmed",
    status: "paid",
    payment: {
      bankOrderId: "70906e55-7114-41d6-8332-4609dc6590f4",
      amount: 100_000,
      currency: "643",
      orderStatus: 2,
      actionCode: 0,
    },
  },
  dialect: "rarus",
  subject: "order",
  personal: true,
});

/** `POST /organization/delivery_service/{id}/calculate`, before the method. */
export const beforeDeliveryServiceCalculate = defineBeforeEvent({
  type: "before_delivery_service_calculate",
  payload: z.strictObject({
    id: z.string().min(1).max(64).describe("of the delivery service"),
    request: rarusDeliveryRequestSchema,
    upstream: rarusUpstreamSchema,
  }),
  title: { ru: "Перед расчётом стоимости доставки", en: "Before a delivery is priced" },
  description: {
    ru: "Перед расчётом стоимости доставки службой.",
    en: "Before the price of a delivery is calculated.",
  },
  example: {
    id: "courier",
    request: {
      destination: example.destination,
      weight: 1500,
      distance: 12_000,
      orderSum: 70_000,
      currency: "RUB",
    },
  },
  dialect: "rarus",
  subject: "delivery-service",
  personal: true,
});
