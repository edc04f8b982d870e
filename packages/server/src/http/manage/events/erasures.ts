import { erasurePageSchema, pageQuerySchema } from "@countersign/wire";
import { listErasures } from "../../../erasure/index.ts";
import type { HttpDeps } from "../../deps.ts";
import { positionOf, toPage } from "../../paging.ts";
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
        querystring: pageQuerySchema,
        response: { 200: erasurePageSchema },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const rows = await listErasures(deps.db, { before: positionOf(cursor), limit: limit + 1 });
      return toPage(
        rows,
        limit,
        (row) => row.subjectId,
        ({ subjectId, erasedAt, clearedAt, scrubbedAt }) => ({
          subjectId,
          erasedAt: erasedAt.toISOString(),
          clearedAt: clearedAt?.toISOString() ?? null,
          scrubbedAt: scrubbedAt?.toISOString() ?? null,
        }),
      );
    },
  );
}
