import {
  type FieldProblem,
  fieldProblems,
  type NewEventBatchBody,
  newEventBatchSchema,
} from "@countersign/wire";
import type { FastifySchemaCompiler } from "fastify";
import * as z from "zod";
import { createSlices, type Pace } from "../../../events/index.ts";
import { checkRequest } from "../../refusals/validation.ts";

type Event = NewEventBatchBody["events"][number];

const { projectId, events } = newEventBatchSchema.shape;
const { element } = events;
/** The same rules, except for the shape of an event. */
const envelopeSchema = z.strictObject({ projectId, events: z.array(z.unknown()).max(1000).min(1) });

/**
 * Checks a batch's body except for its events, which {@link checkEvents} does in slices. A body that
 * is refused for anything else is checked as a whole, so that the refusal names all that is wrong.
 * Only for the route of batches, which has no other parameters.
 */
export const checkEnvelope: FastifySchemaCompiler<unknown> = (route) => {
  const checkAll = checkRequest({ ...route, schema: newEventBatchSchema });
  return (input: unknown) => {
    const envelope = envelopeSchema.safeParse(input);
    return envelope.success ? { value: envelope.data } : checkAll(input);
  };
};

type Checked = { ok: true; events: Event[] } | { ok: false; problems: FieldProblem[] };

/**
 * Checks a batch's events by their schema, in slices between which others have their turns: a
 * thousand took some 2 ms at a time, and more with many members each.
 *
 * @param maxProblems ends the check: so many are named.
 */
export async function checkEvents(
  events: readonly unknown[],
  pace: Pace,
  maxProblems: number,
): Promise<Checked> {
  const slices = createSlices(pace);
  const checked: Event[] = [];
  const problems: FieldProblem[] = [];
  for (const [place, event] of events.entries()) {
    const end = slices.end();
    if (end) await end;
    const result = element.safeParse(event);
    if (result.success) {
      checked.push(result.data);
      continue;
    }
    for (const { field, problem } of fieldProblems(result.error, event))
      problems.push({ field: field === "" ? `events.${place}` : `events.${place}.${field}`, problem });
    if (problems.length >= maxProblems) break;
  }
  return problems.length > 0
    ? { ok: false, problems: problems.slice(0, maxProblems) }
    : { ok: true, events: checked };
}
