import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "../../frame/root-route.tsx";
import { deliveriesSearch } from "./search.ts";

export const deliveriesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/deliveries",
  validateSearch: deliveriesSearch,
  component: lazyRouteComponent(() => import("./deliveries.tsx"), "Deliveries"),
});
