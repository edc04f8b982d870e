import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../frame/root-route.tsx";

/** `/console/provider#…`: where the OpenID Connect provider sends browsers back to. */
export const providerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/provider",
  component: lazyRouteComponent(() => import("./provider.tsx"), "ProviderReturn"),
});
