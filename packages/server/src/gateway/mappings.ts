import type { BeforeEventType, GatewayOperation } from "@countersign/wire";

/** The object and the user of a call, from its path and its caller. */
export interface Target {
  /** In the path of some operations. */
  id?: string | undefined;
  /** The acting user, of calls under `/user`. */
  userId?: string | undefined;
}

/** Maps an operation's body to the payload of its before-event, and back. */
export interface Mapping {
  event: BeforeEventType;
  /** The payload's member that holds the body's fields; null if they are in the payload itself. */
  section: string | null;
  /** The body's fields that hooks see. Other members go to the upstream unchanged. */
  fields: readonly string[];
  /** The payload's values for fields missing in the body. */
  defaults: Readonly<Record<string, unknown>>;
  /** The payload's other members. */
  around: (target: Target) => Record<string, unknown>;
  /** Fields of the section that the caller's identity decides. */
  imposed?: (target: Target) => Record<string, unknown>;
  /** Members that no hook may change. */
  fixed: readonly string[];
}

const userFields = ["phone", "email", "lastName", "firstName", "middleName", "birthDate", "cardNumber"];
const orderFields = [
  "items",
  "currency",
  "discount",
  "deliveryServiceId",
  "deliveryPrice",
  "destination",
  "comment",
];
const noUser = Object.fromEntries(userFields.map((name) => [name, null]));
const noOrder = { discount: 0, deliveryServiceId: null, deliveryPrice: 0, destination: null, comment: "" };

const newUser = (event: "before_registration" | "before_user_new"): Mapping => ({
  event,
  section: "user",
  fields: userFields,
  defaults: noUser,
  around: () => ({}),
  fixed: [],
});

const orderChange = (method: string): Mapping => ({
  event: "before_order_update",
  section: "changes",
  fields: orderFields,
  defaults: {},
  around: ({ id }) => ({ method, id }),
  fixed: ["method", "id"],
});

/** Every operation that can go to an upstream. */
export const mappings: Readonly<Record<GatewayOperation, Mapping>> = {
  "/organization/user/new": newUser("before_registration"),
  "/user/new": newUser("before_user_new"),
  "/organization/user/{id}": {
    event: "before_user_update",
    section: "changes",
    fields: userFields,
    defaults: {},
    around: ({ id }) => ({ id }),
    fixed: ["id"],
  },
  "/organization/order/add": {
    event: "before_order_add",
    section: "order",
    fields: ["userId", ...orderFields],
    defaults: noOrder,
    around: () => ({ method: "/organization/order/add" }),
    fixed: ["method", "order.userId"],
  },
  "/user/order/add": {
    event: "before_order_add",
    section: "order",
    fields: orderFields,
    defaults: noOrder,
    around: () => ({ method: "/user/order/add" }),
    imposed: ({ userId }) => ({ userId }),
    fixed: ["method", "order.userId"],
  },
  "/organization/order/{id}": orderChange("/organization/order/{id}"),
  "/user/order/{id}": orderChange("/user/order/{id}"),
  "/organization/order/set_status": {
    event: "before_order_setstatus",
    section: null,
    fields: ["id", "status"],
    defaults: {},
    around: () => ({ method: "/organization/order/set_status", from: null, payment: null }),
    fixed: ["method", "id", "from", "payment"],
  },
  "/organization/delivery_service/{id}/calculate": {
    event: "before_delivery_service_calculate",
    section: "request",
    fields: ["destination", "weight", "distance", "orderSum", "currency"],
    defaults: { distance: null, orderSum: 0 },
    around: ({ id }) => ({ id }),
    fixed: ["id"],
  },
};
