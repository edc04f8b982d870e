import type { AnyEventType, WebhookId } from "@countersign/wire";
import type { About } from "../rendering/index.ts";
import type { Webhook } from "../webhooks/index.ts";
import type { EventsDeps } from "./deps.ts";
import type { NewEvent } from "./new-event.ts";

/** A body made by a webhook's own template; or, where that failed, what it is to be made of when it is sent. */
interface OwnBody {
  rendered: boolean;
  body: string;
}

/** The bodies of those webhooks that have a template, and the instant (ms) that stands in them. */
export interface OwnBodies {
  at: number;
  bodies: ReadonlyMap<WebhookId, OwnBody>;
}

const mark = ":unrendered";

/** What the encoding of a webhook's own body is called. */
export function ownEncoding(format: string, webhookId: WebhookId, { rendered }: OwnBody): string {
  return `${format}:${webhookId}${rendered ? "" : mark}`;
}

/** Whether a message holds no body yet but the members that its webhook's template works over: `About` as JSON. */
export function isUnrendered(encoding: string): boolean {
  return encoding.endsWith(mark);
}

type Deps = Pick<EventsDeps, "clock" | "rendering" | "log">;

/** Makes the bodies once, so that every attempt sends the same. A template that fails takes its delivery along, no other. */
export async function ownBodies(
  deps: Deps,
  event: NewEvent<AnyEventType>,
  webhooks: readonly Webhook[],
): Promise<OwnBodies> {
  const at = deps.clock();
  const bodies = new Map<WebhookId, OwnBody>();
  for (const { id, body: template } of webhooks) {
    if (template === null) continue;
    const about = aboutOf(event, at);
    const made = await deps.rendering?.render(template, about);
    if (made?.ok === false)
      deps.log.warn(
        { webhookId: id, type: event.type, problem: made.problem.kind },
        "a body could not be made",
      );
    bodies.set(
      id,
      made?.ok ? { rendered: true, body: made.value } : { rendered: false, body: JSON.stringify(about) },
    );
  }
  return { at, bodies };
}

/**
 * Those of the webhooks whose condition the event meets. One whose condition can't be told gets it: a delivery too many
 * can be told by its receiver, one that is missing can't.
 */
export async function meetingConditions(
  deps: Deps,
  event: NewEvent<AnyEventType>,
  webhooks: Webhook[],
): Promise<Webhook[]> {
  if (webhooks.every(({ condition }) => condition === null)) return webhooks;
  const about = aboutOf(event, deps.clock());
  const meets = await Promise.all(
    webhooks.map(async ({ id, condition }) => {
      const held = condition === null ? undefined : await deps.rendering?.evaluate(condition, about);
      if (held?.ok === false)
        deps.log.warn(
          { webhookId: id, type: event.type, problem: held.problem.kind },
          "a condition could not be told",
        );
      return !held?.ok || held.value;
    }),
  );
  return webhooks.filter((_webhook, at) => meets[at]);
}

function aboutOf({ type, sequence, payload }: NewEvent<AnyEventType>, at: number): About {
  const data = payload as About["data"];
  return { event: type, sequence: sequence ?? null, occurredAt: new Date(at).toISOString(), data };
}
