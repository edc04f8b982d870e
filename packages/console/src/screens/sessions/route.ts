import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "../../frame/root-route.tsx";
import { sessionsSearch } from "./search.ts";

export const sessionsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/sessions",
  validateSearch: sessionsSearch,
  component: lazyRouteComponent(() => import("./sessions.tsx"), "Sessions"),
});
