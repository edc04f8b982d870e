import * as z from "zod";
import type { App } from "../types.ts";
import { eventDocument } from "./document.ts";

/**
 * The reference of events, like `/openapi.json` for the API: generated from the catalog at the first
 * request.
 */
export function registerEventReference(app: App): void {
  let document: Buffer | null = null;
  app.get("/asyncapi.json", { schema }, (_request, reply) => {
    document ??= Buffer.from(JSON.stringify(eventDocument()));
    return reply.type("application/json; charset=utf-8").send(document);
  });
}

const schema = {
  operationId: "getAsyncApi",
  summary: "Read the reference of events",
  description: "AsyncAPI 3.0 of every event type that webhooks are sent, with its body and headers.",
  sends: { 200: { description: "The document.", content: { "application/json": z.looseObject({}) } } },
};
