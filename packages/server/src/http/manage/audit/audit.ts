import { Readable } from "node:stream";
import { type AuditRecordView, auditPageSchema, auditQuerySchema } from "@countersign/wire";
import { type AuditFilter, type AuditRecord, audit, listAudit } from "../../../access/index.ts";
import { actorOf, narrowTo } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { textSchema } from "../../openapi/route-schema.ts";
import { createdAtRange, positionOf, toPage } from "../../paging.ts";
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
          "Returns who did what, newest first; callers with roles in single projects see what concerns these.",
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
      return toPage(rows, limit, (row) => row.id, auditView);
    },
  );

  app.get(
    "/audit/export",
    {
      config: { access: "audit.read" },
      schema: {
        tags: ["audit"],
        operationId: "exportAuditRecords",
        summary: "Export audit records",
        description:
          "Returns all records that the filters fit, newest first, one JSON object a line (NDJSON). Leaves an audit record.",
        querystring: auditQuerySchema.omit({ limit: true, cursor: true }),
        sends: { 200: { description: "The records.", content: { "application/x-ndjson": textSchema } } },
      },
    },
    async (request, reply) => {
      const { createdAtFrom: _from, createdAtTo: _to, ...filter } = request.query;
      const range = createdAtRange(request.query);
      const actor = actorOf(request);
      const projectId = narrowTo(actor, filter.projectId);
      await audit(deps, deps.db, {
        actor,
        action: "audit.export",
        details: { filters: Object.keys(request.query) },
      });
      const lines = projectId === "none" ? [] : exported(deps, { ...filter, projectId, ...range });
      return reply
        .type("application/x-ndjson; charset=utf-8")
        .header("content-disposition", 'attachment; filename="audit.ndjson"')
        .send(Readable.from(lines));
    },
  );
}

/** Records of one read of an export: a slow reader holds one page, and no connection. */
const exportedAtOnce = 500;

async function* exported(deps: Pick<HttpDeps, "db">, filter: AuditFilter): AsyncGenerator<string> {
  for (let before: string | undefined; ; ) {
    const rows = await listAudit(deps.db, { ...filter, before, limit: exportedAtOnce });
    if (rows.length > 0) yield rows.map((row) => `${JSON.stringify(auditView(row))}\n`).join("");
    before = rows.at(-1)?.id;
    if (rows.length < exportedAtOnce) return;
  }
}

function auditView({ id, at, actorKind, actorId, action, ...rest }: AuditRecord): AuditRecordView {
  const { projectId, target, address, reason, details } = rest;
  return {
    id,
    createdAt: at.toISOString(),
    actor: { kind: actorKind, id: actorId },
    action,
    projectId,
    target,
    address,
    reason,
    details,
  };
}
