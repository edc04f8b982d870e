import { readFileSync } from "node:fs";
import { systemSchema } from "@countersign/wire";
import { sql } from "kysely";
import { queueSeries } from "../../../stats/index.ts";
import type { HttpDeps } from "../../deps.ts";
import type { App } from "../../types.ts";

const manifestFile = new URL("../../../../package.json", import.meta.url);

/** The service itself: what runs, on which store, and how far it is. */
export function registerSystemRoutes(app: App, deps: HttpDeps): void {
  const { version } = JSON.parse(readFileSync(manifestFile, "utf8")) as { version: string };
  const startedAt = new Date(deps.clock()).toISOString();
  app.get(
    "/system",
    {
      config: { access: "system.read" },
      schema: {
        tags: ["system"],
        operationId: "getSystem",
        summary: "Show the service's state",
        description: "Returns versions, the store, the queue and how far retention has come.",
        response: { 200: systemSchema },
      },
    },
    async () => {
      const { rows } = await sql<{ version: string; bytes: number; migration: number }>`
        select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
          (select max(number) from schema_migrations) as migration
      `.execute(deps.db);
      const store = rows[0];
      if (store === undefined) throw new Error("the store reports nothing about itself");
      const { now } = await queueSeries(deps.db, { scopes: ["*"], range: "1h", now: deps.clock() });
      const retention = await deps.db
        .selectFrom("retentionClock")
        .select(["reached", "ranAt"])
        .executeTakeFirst();
      return {
        version,
        node: process.versions.node,
        role: deps.system.role,
        startedAt,
        store: { kind: deps.system.store, ...store },
        queue: now ?? { depth: null, oldestSeconds: null },
        retention: {
          reached: retention?.reached.toISOString() ?? null,
          ranAt: retention?.ranAt.toISOString() ?? null,
        },
      };
    },
  );
}
