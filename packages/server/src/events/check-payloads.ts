import {
  type AnyEventType,
  type CatalogEvent,
  type CustomEvent,
  checkEvent,
  type EventType,
  type FieldProblem,
  isCustomEventType,
} from "@countersign/wire";
import { checkCustomEvents } from "../custom-events/index.ts";
import type { Db } from "../db/index.ts";
import { jsonValueProblem, payloadLimits } from "../json/index.ts";
import type { NewEvent } from "./new-event.ts";
import { createSlices, type Pace } from "./slices.ts";

/** A problem of one of several events: a field of its payload, or its type. */
export interface EventProblem extends FieldProblem {
  /** Its index among them. */
  event: number;
  at: "type" | "payload";
}

type Unchecked<Type extends AnyEventType> = Pick<NewEvent<Type>, "projectId" | "type" | "payload">;

type Checked = { ok: true; events: (CatalogEvent | CustomEvent)[] } | { ok: false; problems: EventProblem[] };

/**
 * Checks each payload against the limits that apply to all, before anything walks it, and then
 * against its type: of the catalog, or of the project itself. Only the latter needs the store. In
 * slices: others have their turns between them.
 */
export async function checkPayloads(
  db: Db,
  events: readonly Unchecked<AnyEventType>[],
  pace: Pace,
): Promise<Checked> {
  const checked: (CatalogEvent | CustomEvent)[] = [];
  const problems: EventProblem[] = [];
  const custom: { place: number; event: Unchecked<CustomEvent["type"]> }[] = [];
  const slices = createSlices(pace);
  for (const [place, event] of events.entries()) {
    const end = slices.end();
    if (end) await end;
    const tooMuch = jsonValueProblem(event.payload, payloadLimits);
    if (tooMuch !== null) {
      problems.push({ field: "", problem: tooMuch, event: place, at: "payload" });
      continue;
    }
    if (isCustom(event)) {
      custom.push({ place, event });
      checked[place] = { type: event.type, payload: event.payload as CustomEvent["payload"] };
      continue;
    }
    const result = checkEvent(event.type as EventType, event.payload);
    if (result.ok) checked[place] = result.event;
    else
      for (const { field, problem } of result.problems)
        problems.push({ field, problem, event: place, at: "payload" });
  }
  if (custom.length > 0) {
    const results = await checkCustomEvents(
      db,
      custom.map(({ event }) => event),
    );
    for (const [i, result] of results.entries()) {
      const place = custom[i]?.place;
      if (result !== null && place !== undefined)
        problems.push({ ...result.problem, at: result.at, event: place });
    }
    problems.sort((a, b) => a.event - b.event);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, events: checked };
}

function isCustom(event: Unchecked<AnyEventType>): event is Unchecked<CustomEvent["type"]> {
  return isCustomEventType(event.type);
}
