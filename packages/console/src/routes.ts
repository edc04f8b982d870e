import { frameRoute, rootRoute, startRoute } from "./frame/root-route.tsx";
import { deliveriesRoute } from "./screens/deliveries/route.ts";
import { deliveryRoute } from "./screens/delivery/route.ts";

/** Every screen. A section of the rail appears once a screen here has its path. */
export const routeTree = rootRoute.addChildren([
  // One line each, by name.
  frameRoute.addChildren([startRoute, deliveriesRoute, deliveryRoute]),
]);
