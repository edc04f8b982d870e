import { erasurePageSchema, erasureQuerySchema } from "@countersign/wire";
import { erasureStatus, listErasures } from "../../../erasure/index.ts";
import type { HttpDeps } from "../../deps.ts";
import { positionOf, timeRange, toPage } from "../../paging.ts";
import type { App } from "../../types.ts";

/** The progress of erasures. */
export function registerErasureRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/erasures",
    {
      config: { access: "erasures.read" },
      schema: {
        tags: ["subjects"],
        operationId: "listErasures",
        summary: "List erasures",
        description:
          "The key is destroyed before the erasing call returns. Then, in the background, what it sealed is removed (`clearedAt`), and the bytes that deleted rows leave in the database's files and log are overwritten (`scrubbedAt`).",
        querystring: erasureQuerySchema,
        response: { 200: erasurePageSchema },
      },
    },
    async (request) => {
      const { limit, cursor, status, subjectId, erasedAtFrom, erasedAtTo } = request.query;
      const filter = { status, subjectId, ...timeRange("erasedAt", erasedAtFrom, erasedAtTo) };
      const rows = await listErasures(deps.db, filter, { before: positionOf(cursor), limit: limit + 1 });
      return toPage(
        rows,
        limit,
        (row) => row.subjectId,
        (row) => ({
          subjectId: row.subjectId,
          status: erasureStatus(row),
          erasedAt: row.erasedAt.toISOString(),
          clearedAt: row.clearedAt?.toISOString() ?? null,
          scrubbedAt: row.scrubbedAt?.toISOString() ?? null,
        }),
      );
    },
  );
}
