import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "../../frame/root-route.tsx";
import { interceptionsSearch } from "./search.ts";

export const interceptionsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/interceptions",
  validateSearch: interceptionsSearch,
  component: lazyRouteComponent(() => import("./interceptions.tsx"), "Interceptions"),
});

export const interceptionRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/interceptions/$interceptionId",
  component: lazyRouteComponent(() => import("./interception.tsx"), "InterceptionPage"),
});
