import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { FastifyInstance, RouteOptions } from "fastify";
import { startTestApi, type TestApi } from "../../testing/api.ts";
import type { OpenApiDocument } from "../openapi-document.ts";

/**
 * The test service with its OpenAPI document, and with its routes as they were registered.
 */
export interface DescribedService {
  api: TestApi;
  document: OpenApiDocument;
  /** Every registration of a route, hidden ones included. */
  registered: RouteOptions[];
}

/** Call it in `beforeAll` of a `*.db.test.ts`. */
export async function startDescribedService(): Promise<DescribedService> {
  const registered: RouteOptions[] = [];
  const listen = (message: unknown) => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook("onRoute", (route) => {
      registered.push(route);
    });
  };
  subscribe("fastify.initialization", listen);
  const api = await startTestApi();
  unsubscribe("fastify.initialization", listen);
  const document = (await api.app.inject("/openapi.json")).json<OpenApiDocument>();
  return { api, document, registered };
}
