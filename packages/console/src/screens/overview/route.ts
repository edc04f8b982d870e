import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "../../frame/root-route.tsx";
import { overviewSearch } from "./search.ts";

export const overviewRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/overview",
  validateSearch: overviewSearch,
  component: lazyRouteComponent(() => import("./overview.tsx"), "Overview"),
});
