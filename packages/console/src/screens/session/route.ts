import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "../../frame/root-route.tsx";

export const sessionRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/sessions/$sessionId",
  component: lazyRouteComponent(() => import("./session.tsx"), "SessionPage"),
});
