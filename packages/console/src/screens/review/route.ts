import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "../../frame/root-route.tsx";

export const reviewRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/reviews/$reviewId",
  component: lazyRouteComponent(() => import("./review.tsx"), "Review"),
});
