import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "../../frame/root-route.tsx";

export const systemRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/system",
  component: lazyRouteComponent(() => import("./system.tsx"), "System"),
});
