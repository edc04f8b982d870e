import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "../../frame/root-route.tsx";
import { reviewsSearch } from "./search.ts";

export const reviewsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/reviews",
  validateSearch: reviewsSearch,
  component: lazyRouteComponent(() => import("./reviews.tsx"), "Reviews"),
});
