import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "../../frame/root-route.tsx";

export const webhookFileRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/webhooks/file",
  component: lazyRouteComponent(() => import("./webhook-file.tsx"), "WebhookFile"),
});
