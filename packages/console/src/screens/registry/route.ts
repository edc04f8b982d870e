import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "../../frame/root-route.tsx";

export const registryRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/registry",
  component: lazyRouteComponent(() => import("./registry.tsx"), "Registry"),
});
