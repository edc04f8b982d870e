import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "../../frame/root-route.tsx";

export const accountRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/account",
  component: lazyRouteComponent(() => import("./account.tsx"), "Account"),
});
