import { frameRoute, rootRoute, startRoute } from "./frame/root-route.tsx";
import { accountRoute } from "./screens/account/route.ts";
import { auditRoute } from "./screens/audit/route.ts";
import { deliveriesRoute } from "./screens/deliveries/route.ts";
import { deliveryRoute } from "./screens/delivery/route.ts";
import { deviceRoute } from "./screens/device/route.ts";
import { eventRoute, eventsRoute } from "./screens/events/route.ts";
import { interceptionRoute, interceptionsRoute } from "./screens/interceptions/route.ts";
import { operatorsRoute } from "./screens/operators/route.ts";
import { overviewRoute } from "./screens/overview/route.ts";
import { projectRoute } from "./screens/project/route.ts";
import { providerRoute } from "./screens/provider/route.ts";
import { registryRoute } from "./screens/registry/route.ts";
import { reviewRoute } from "./screens/review/route.ts";
import { reviewsRoute } from "./screens/reviews/route.ts";
import { sessionRoute } from "./screens/session/route.ts";
import { sessionsRoute } from "./screens/sessions/route.ts";
import { systemRoute } from "./screens/system/route.ts";
import { newWebhookRoute, webhookRoute } from "./screens/webhook/route.ts";
import { webhookFileRoute } from "./screens/webhook-file/route.ts";
import { webhooksRoute } from "./screens/webhooks/route.ts";
import { welcomeRoute } from "./screens/welcome/route.ts";

/** Every screen. A section of the rail appears once a screen here has its path. */
export const routeTree = rootRoute.addChildren([
  providerRoute,
  welcomeRoute,
  frameRoute.addChildren([
    // One line each, by name.
    startRoute,
    accountRoute,
    auditRoute,
    deliveriesRoute,
    deliveryRoute,
    deviceRoute,
    eventRoute,
    eventsRoute,
    interceptionRoute,
    interceptionsRoute,
    newWebhookRoute,
    operatorsRoute,
    overviewRoute,
    projectRoute,
    registryRoute,
    reviewRoute,
    reviewsRoute,
    sessionRoute,
    sessionsRoute,
    systemRoute,
    webhookFileRoute,
    webhookRoute,
    webhooksRoute,
  ]),
]);
