import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "../../frame/root-route.tsx";
import { eventsSearch } from "./search.ts";

export const eventsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/events",
  validateSearch: eventsSearch,
  component: lazyRouteComponent(() => import("./events.tsx"), "Events"),
});

export const eventRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/events/$eventId",
  component: lazyRouteComponent(() => import("./event.tsx"), "EventPage"),
});
