import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "../../frame/root-route.tsx";

/** `/console/device`: where the command line sends people who sign in there. */
export const deviceRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/device",
  component: lazyRouteComponent(() => import("./device.tsx"), "Device"),
});
