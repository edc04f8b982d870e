import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frameRoute } from "../../frame/root-route.tsx";

export const newWebhookRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/webhooks/new",
  component: lazyRouteComponent(() => import("./new-webhook.tsx"), "NewWebhook"),
});

export const webhookRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/webhooks/$webhookId",
  component: lazyRouteComponent(() => import("./webhook.tsx"), "Webhook"),
});
