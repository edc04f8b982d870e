import { auditPageSchema, auditQuerySchema } from "@countersign/wire";
import { listAudit } from "../../../access/index.ts";
import { actorOf, narrowTo } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { createdAtRange, pageAnswer, positionOf } from "../../paging.ts";
import type { App } from "../../types.ts";

/** The log of who changed or read what. */
export function registerAuditRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/audit",
    {
      config: { access: "audit.read" },
      schema: {
        tags: ["audit"],
        operationId: "listAuditRecords",
        summary: "List audit records",
        description:
          "Returns who did what, newest first; whoever has a role in single projects sees what concerns these.",
        querystring: auditQuerySchema,
        response: { 200: auditPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor, createdAtFrom: _from, createdAtTo: _to, ...filter } = request.query;
      const range = createdAtRange(request.query);
      const projectId = narrowTo(actorOf(request), filter.projectId);
      if (projectId === "none") return { data: [], nextCursor: null };
      const query = { ...filter, projectId, ...range, before: positionOf(cursor), limit: limit + 1 };
      const rows = await listAudit(deps.db, query);
      return pageAnswer(
        rows,
        limit,
        (row) => row.id,
        ({ id, at, actorKind, actorId, action, projectId: project, target, address, reason, details }) => ({
          id,
          createdAt: at.toISOString(),
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
