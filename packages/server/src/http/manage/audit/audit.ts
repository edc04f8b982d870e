import { auditPageSchema, auditQuerySchema } from "@countersign/wire";
import { listAudit } from "../../../access/index.ts";
import type { HttpDeps } from "../../deps.ts";
import { pageAnswer, positionOf } from "../../paging.ts";
import type { App } from "../../types.ts";

/** Who changed or looked at what. */
export function registerAuditRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/audit",
    {
      config: { access: ["operator"] },
      schema: {
        tags: ["audit"],
        summary: "List audit records, newest first",
        querystring: auditQuerySchema,
        response: { 200: auditPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor, projectId } = request.query;
      const rows = await listAudit(deps.db, { projectId, before: positionOf(cursor), limit: limit + 1 });
      return pageAnswer(
        rows,
        limit,
        (row) => row.id,
        ({ id, at, actorKind, actorId, action, projectId: project, target, address, reason, details }) => ({
          id,
          at: at.toISOString(),
          actor: { kind: actorKind, id: actorId },
          action,
          projectId: project,
          target,
          address,
          reason,
          details,
        }),
      );
    },
  );
}
