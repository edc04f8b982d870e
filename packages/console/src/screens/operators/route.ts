import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "../../frame/root-route.tsx";
import { operatorsSearch } from "./search.ts";

export const operatorsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/operators",
  validateSearch: operatorsSearch,
  component: lazyRouteComponent(() => import("./operators.tsx"), "Operators"),
});
