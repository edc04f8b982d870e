import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "../../frame/root-route.tsx";
import { webhooksSearch } from "./search.ts";

export const webhooksRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/webhooks",
  validateSearch: webhooksSearch,
  component: lazyRouteComponent(() => import("./webhooks.tsx"), "Webhooks"),
});
