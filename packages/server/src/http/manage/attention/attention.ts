import { attentionQuerySchema, attentionSchema, type Permission } from "@countersign/wire";
import { reachOf } from "../../../access/index.ts";
import { actorOf, narrowTo } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import type { App } from "../../types.ts";
import { findTrouble, type Where } from "./find.ts";

/** What somebody should look at. */
export function registerAttentionRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/attention",
    {
      config: { access: "projects.read" },
      schema: {
        tags: ["stats"],
        operationId: "getAttention",
        summary: "Show what needs attention",
        description: "Returns what fails, waits for too long or ends soon, as far as you may see it.",
        querystring: attentionQuerySchema,
        response: { 200: attentionSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const where = (permission: Permission): Where => {
        const reach = reachOf(actor, permission);
        if (reach === null) return null;
        const projects = narrowTo({ ...actor, reach }, request.query.projectId);
        return projects === "none" ? null : (projects ?? "everywhere");
      };
      const found = await findTrouble(deps.db, deps.clock(), {
        webhooks: where("webhooks.read"),
        secrets: where("secrets.rotate"),
        keys: where("api_keys.manage"),
        reviews: where("reviews.decide"),
        interceptions: where("interceptions.read"),
      });
      return {
        data: found.map(({ since, until, ...trouble }) => ({
          ...trouble,
          since: since?.toISOString() ?? null,
          until: until?.toISOString() ?? null,
        })),
      };
    },
  );
}
