export * from "./rarus/delivery-services.ts";
export * from "./rarus/gateway.ts";
export * from "./rarus/orders.ts";
export * from "./rarus/subscriptions.ts";
export * from "./rarus/users.ts";
