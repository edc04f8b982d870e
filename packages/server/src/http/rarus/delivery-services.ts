import {
  calculateDeliverySchema,
  changeDeliveryServiceSchema,
  deliveryPriceSchema,
  deliveryServiceListSchema,
  deliveryServiceResponseSchema,
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
import { registerOperation } from "./route.ts";

const config = { access: "integration.call" } as const;

type ShownService = Shown<Parameters<typeof deliveryServiceView>[0]>;
const show = ({ value }: ShownService) => ({ deliveryService: deliveryServiceView(value) });

/** Delivery services with their tariffs. */
export function registerDeliveryServiceRoutes(app: App, deps: HttpDeps): void {
  registerOperation(app, deps, {
    path: "/delivery_service/new",
    operationId: "addDeliveryService",
    summary: "Add a delivery service",
    description: "Adds a delivery service with its tariff.",
    schema: newDeliveryServiceSchema,
    response: deliveryServiceResponseSchema,
    status: 201,
    handle: ({ projectId, input }) => addDeliveryService(deps, projectId, input),
    show,
  });
  registerOperation(app, deps, {
    path: "/delivery_service/:id",
    operationId: "changeDeliveryService",
    summary: "Change a delivery service",
    description: "Changes the given fields of a delivery service; a tariff is replaced as a whole.",
    schema: changeDeliveryServiceSchema,
    response: deliveryServiceResponseSchema,
    handle: ({ projectId, input, id }) => changeDeliveryService(deps, projectId, id, input),
    show,
  });
  registerOperation(app, deps, {
    path: "/delivery_service/:id/calculate",
    gateway: "/organization/delivery_service/{id}/calculate",
    operationId: "calculateDelivery",
    summary: "Price a delivery",
    description: "Calculates what a delivery costs. Asks the hooks of `before_delivery_service_calculate`.",
    schema: calculateDeliverySchema,
    response: deliveryPriceSchema,
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
    {
      config,
      schema: {
        operationId: "listDeliveryServices",
        summary: "List delivery services",
        description: "Returns every delivery service of the project.",
        response: { 200: deliveryServiceListSchema },
      },
    },
    async (request) => ({
      data: (await listDeliveryServices(deps.db, projectOf(request))).map(deliveryServiceView),
    }),
  );
  app.get(
    "/delivery_service/:id",
    {
      config,
      schema: {
        operationId: "getDeliveryService",
        summary: "Read a delivery service",
        description: "Returns one delivery service.",
        params: idParams,
        response: { 200: deliveryServiceResponseSchema },
      },
    },
    async (request) => {
      const service = await findDeliveryService(deps.db, projectOf(request), { id: request.params.id });
      if (service === null) throw refuse("not_found", "There is no such delivery service.");
      return { deliveryService: deliveryServiceView(service) };
    },
  );
}
