import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "../../frame/root-route.tsx";

export const projectRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/project",
  component: lazyRouteComponent(() => import("./project.tsx"), "Project"),
});
