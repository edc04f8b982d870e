import type { App } from "../types.ts";
import { eventDocument } from "./document.ts";

/** The reference of events, beside that of the API at `/openapi.json`: made of the catalog, once it is asked for. */
export function registerEventReference(app: App): void {
  let document: Buffer | null = null;
  app.get("/asyncapi.json", { schema: { hide: true } }, (_request, reply) => {
    document ??= Buffer.from(JSON.stringify(eventDocument()));
    return reply.type("application/json; charset=utf-8").send(document);
  });
}
