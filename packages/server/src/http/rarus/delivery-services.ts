import {
  calculateDeliverySchema,
  changeDeliveryServiceSchema,
  newDeliveryServiceSchema,
} from "@countersign/wire";
import {
  addDeliveryService,
  calculateDelivery,
  changeDeliveryService,
  deliveryServiceView,
  findDeliveryService,
  listDeliveryServices,
} from "../../operations/index.ts";
import type { HttpDeps } from "../deps.ts";
import { refuse } from "../refusals/problem.ts";
import type { App } from "../types.ts";
import type { Shown } from "./answer.ts";
import { idParams, projectOf } from "./call.ts";
import { addOperation } from "./route.ts";

const config = { access: ["project"] } as const;
const tags = ["operations"];

type ShownService = Shown<Parameters<typeof deliveryServiceView>[0]>;
const show = ({ value }: ShownService) => ({ deliveryService: deliveryServiceView(value) });

/** Delivery services with their tariffs. */
export function addDeliveryServiceRoutes(app: App, deps: HttpDeps): void {
  addOperation(app, deps, {
    path: "/delivery_service/new",
    summary: "Add a delivery service",
    schema: newDeliveryServiceSchema,
    status: 201,
    handle: ({ projectId, input }) => addDeliveryService(deps, projectId, input),
    show,
  });
  addOperation(app, deps, {
    path: "/delivery_service/:id",
    summary: "Change a delivery service",
    schema: changeDeliveryServiceSchema,
    handle: ({ projectId, input, id }) => changeDeliveryService(deps, projectId, id, input),
    show,
  });
  addOperation(app, deps, {
    path: "/delivery_service/:id/calculate",
    gateway: "/organization/delivery_service/{id}/calculate",
    summary: "Price a delivery: before_delivery_service_calculate",
    schema: calculateDeliverySchema,
    handle: ({ projectId, input, id }) => calculateDelivery(deps, projectId, id, input),
    show: ({ value: { service, price }, warnings }) => ({
      delivery: {
        deliveryServiceId: service.id,
        currency: service.currency,
        ...price,
        fallback: price.parts === null,
      },
      warnings,
    }),
  });
  app.get(
    "/delivery_service",
    { config, schema: { tags, summary: "List delivery services" } },
    async (request) => ({
      data: (await listDeliveryServices(deps.db, projectOf(request))).map(deliveryServiceView),
    }),
  );
  app.get(
    "/delivery_service/:id",
    { config, schema: { tags, summary: "Read a delivery service", params: idParams } },
    async (request) => {
      const service = await findDeliveryService(deps.db, projectOf(request), { id: request.params.id });
      if (service === null) throw refuse("not_found", "There is no such delivery service.");
      return { deliveryService: deliveryServiceView(service) };
    },
  );
}
