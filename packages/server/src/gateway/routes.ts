import type { FieldProblem, Gateway, GatewayOperation, GatewayRoute, ProjectId } from "@countersign/wire";
import type { Db, Tx } from "../db/index.ts";
import type { Outbound } from "../outbound/index.ts";

const columns = ["operation", "method", "baseUrl", "pathPattern", "timeoutMs", "passHeaders"] as const;

/** All of a project's mappings. */
export async function readGateway(db: Db, projectId: ProjectId): Promise<Gateway & { version: number }> {
  const project = await db
    .selectFrom("projects")
    .select("gatewayVersion")
    .where("id", "=", projectId)
    .executeTakeFirst();
  const rows = await db
    .selectFrom("gatewayRoutes")
    .select(columns)
    .where("projectId", "=", projectId)
    .orderBy("operation")
    .execute();
  const operations = Object.fromEntries(rows.map(({ operation, ...route }) => [operation, route]));
  return { operations, version: project?.gatewayVersion ?? 0 };
}

/** The upstream of a project's operation; null if it is served here. */
export async function gatewayRoute(
  db: Db,
  projectId: ProjectId,
  operation: GatewayOperation,
): Promise<GatewayRoute | null> {
  const row = await db
    .selectFrom("gatewayRoutes")
    .select(["method", "baseUrl", "pathPattern", "timeoutMs", "passHeaders"])
    .where("projectId", "=", projectId)
    .where("operation", "=", operation)
    .executeTakeFirst();
  return row ?? null;
}

/** The problems of the mappings. Resolves hosts: not for a transaction. */
export async function gatewayProblems(
  deps: { outbound: Pick<Outbound, "checkAddress"> },
  projectId: ProjectId,
  gateway: Gateway,
): Promise<FieldProblem[]> {
  const caller = { purpose: "gateway", projectId } as const;
  const checks = Object.entries(gateway.operations).map(async ([operation, route]) => {
    const problems: FieldProblem[] = [];
    if (route === undefined) return problems;
    const field = `operations.${operation}`;
    const address = await deps.outbound.checkAddress(route.baseUrl, caller);
    if (address !== null) problems.push({ field: `${field}.baseUrl`, problem: address.detail });
    if (route.baseUrl.includes("?"))
      problems.push({ field: `${field}.baseUrl`, problem: "must not have a query" });
    if (route.pathPattern.includes("{id}") && !operation.includes("{id}"))
      problems.push({ field: `${field}.pathPattern`, problem: "has {id}, but the operation has none" });
    return problems;
  });
  return (await Promise.all(checks)).flat();
}

/**
 * Replaces all of a project's mappings, where `isMeant` takes their version; `stale`: it does not, and nothing changed.
 */
export async function replaceGateway(
  tx: Tx,
  projectId: ProjectId,
  gateway: Gateway,
  isMeant: (version: number) => boolean = () => true,
): Promise<{ kind: "replaced" } | { kind: "stale"; version: number }> {
  // Concurrent deletes and inserts would collide on the same keys.
  const { gatewayVersion: version } = await tx
    .selectFrom("projects")
    .select("gatewayVersion")
    .where("id", "=", projectId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  if (!isMeant(version)) return { kind: "stale", version };
  await tx
    .updateTable("projects")
    .set({ gatewayVersion: version + 1 })
    .where("id", "=", projectId)
    .execute();
  await tx.deleteFrom("gatewayRoutes").where("projectId", "=", projectId).execute();
  const rows = Object.entries(gateway.operations).flatMap(([operation, route]) =>
    route === undefined
      ? []
      : [{ projectId, operation, ...route, baseUrl: route.baseUrl.replace(/\/+$/, "") }],
  );
  // One by one: the text of a single statement would vary with their number.
  for (const row of rows) await tx.insertInto("gatewayRoutes").values(row).execute();
  return { kind: "replaced" };
}
