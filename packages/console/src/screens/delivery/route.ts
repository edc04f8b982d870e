import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "../../frame/root-route.tsx";
import { deliverySearch } from "./search.ts";

export const deliveryRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/deliveries/$deliveryId",
  validateSearch: deliverySearch,
  component: lazyRouteComponent(() => import("./delivery.tsx"), "Delivery"),
});
