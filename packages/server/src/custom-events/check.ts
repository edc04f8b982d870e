import type { CustomEventType, FieldProblem, ProjectId } from "@countersign/wire";
import { anyOf, type Db } from "../db/index.ts";
import { payloadCheck } from "./compile.ts";

interface Reported {
  projectId: ProjectId;
  type: CustomEventType;
  payload: unknown;
}

/** How long events are checked before other work gets a turn. */
const turnMs = 10;

/**
 * The problems of events of custom types, one result per event in their order; null if the payload
 * satisfies the type's schema. `at` is `type` if the project has no type of that name. Reads the
 * types once per project, from the store, so that a removed type no longer counts.
 */
export async function checkCustomEvents(
  db: Db,
  events: readonly Reported[],
): Promise<({ at: "type" | "payload"; problem: FieldProblem } | null)[]> {
  const schemas = new Map<string, string>();
  for (const projectId of new Set(events.map((event) => event.projectId))) {
    const types = new Set(events.filter((event) => event.projectId === projectId).map(({ type }) => type));
    const rows = await db
      .selectFrom("customEventTypes")
      .select(["type", "schema"])
      .where("projectId", "=", projectId)
      .where("type", "=", anyOf([...types]))
      .execute();
    for (const { type, schema } of rows) schemas.set(`${projectId} ${type}`, schema);
  }
  const results: ({ at: "type" | "payload"; problem: FieldProblem } | null)[] = [];
  let since = performance.now();
  for (const { projectId, type, payload } of events) {
    // Checks of a thousand large payloads must not delay all other work.
    if (performance.now() - since > turnMs) {
      await new Promise(setImmediate);
      since = performance.now();
    }
    const schema = schemas.get(`${projectId} ${type}`);
    if (schema === undefined) {
      results.push({ at: "type", problem: { field: "", problem: "is not an event type of the project" } });
      continue;
    }
    const problem = payloadCheck(schema)(payload);
    results.push(problem && { at: "payload", problem });
  }
  return results;
}
