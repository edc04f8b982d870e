import type { CustomEventType, FieldProblem, ProjectId } from "@countersign/wire";
import { anyOf, type Db } from "../db/index.ts";
import { payloadCheck } from "./compile.ts";

interface Told {
  projectId: ProjectId;
  type: CustomEventType;
  payload: unknown;
}

/** How long events are checked before others get their turn. */
const turnMs = 10;

/**
 * What is wrong with events of projects' own types, one answer per event in their order; null where the payload
 * satisfies the type's schema. `at` tells whether the type itself is to blame, as the project has none of that name.
 * The store is asked once per project for all of them, so that a type that was removed counts no more.
 */
export async function checkCustomEvents(
  db: Db,
  events: readonly Told[],
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
    // Checks of a thousand large payloads must not keep everybody else waiting.
    if (performance.now() - since > turnMs) {
      await new Promise(setImmediate);
      since = performance.now();
    }
    const schema = schemas.get(`${projectId} ${type}`);
    if (schema === undefined) {
      results.push({ at: "type", problem: { field: "", problem: "is no event type of the project" } });
      continue;
    }
    const problem = payloadCheck(schema)(payload);
    results.push(problem && { at: "payload", problem });
  }
  return results;
}
