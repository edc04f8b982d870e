import {
  type AnyEventType,
  checkEvent,
  eventDefinition,
  isCustomEventType,
  isEventType,
  type JsonValue,
  type ProjectId,
  typesOf,
  wantsEvent,
} from "@countersign/wire";
import { checkCustomEvents, findEventType } from "../../../custom-events/index.ts";
import type { Invented } from "../../../delivery/index.ts";
import { jsonValueProblem, payloadLimits } from "../../../json/index.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuseFields } from "../../refusals/problem.ts";

/** What a test sends, as the request names it. */
interface Asked {
  type?: AnyEventType | undefined;
  payload?: Record<string, JsonValue> | undefined;
}

/**
 * The event of a test: of the type that is asked for, or else the first that the patterns hold; with
 * the given payload, or the type's example. Refused if the type is none of theirs, or the payload
 * not valid for it.
 */
export async function inventedEvent(
  deps: Pick<HttpDeps, "db">,
  projectId: ProjectId,
  patterns: readonly string[],
  { type: asked, payload }: Asked,
): Promise<Invented> {
  const type = asked ?? typesOf(patterns)[0] ?? patterns.find(isCustomEventType);
  if (type === undefined || !wantsEvent(patterns, type))
    throw refuseFields([{ field: "type", problem: "is none that this webhook wants" }]);
  return invent(deps, projectId, type, payload);
}

/** The same of a type that is named. */
export async function invent(
  deps: Pick<HttpDeps, "db">,
  projectId: ProjectId,
  type: AnyEventType,
  payload: Record<string, JsonValue> | undefined,
): Promise<Invented> {
  const tooMuch = payload && jsonValueProblem(payload, payloadLimits);
  if (tooMuch) throw refuseFields([{ field: "payload", problem: tooMuch }]);
  if (isEventType(type)) {
    if (payload === undefined) return { type, payload: structuredClone(eventDefinition(type).example) };
    const checked = checkEvent(type, payload);
    if (checked.ok) return { type, payload: checked.event.payload };
    throw refuseFields(checked.problems.map(({ field, problem }) => inPayload(field, problem)));
  }
  const own = await findEventType(deps.db, projectId, type);
  if (own === null) throw refuseFields([{ field: "type", problem: "is not an event type of the project" }]);
  if (payload === undefined) return { type, payload: own.example };
  const [found] = await checkCustomEvents(deps.db, [{ projectId, type: own.type, payload }]);
  if (found) throw refuseFields([inPayload(found.problem.field, found.problem.problem)]);
  return { type, payload };
}

function inPayload(field: string, problem: string) {
  return { field: field === "" ? "payload" : `payload.${field}`, problem };
}
