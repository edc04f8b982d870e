import type { AnyEventType, WebhookId } from "@countersign/wire";
import { type About, isFinal } from "../rendering/index.ts";
import type { Webhook } from "../webhooks/index.ts";
import type { RoomOfCall } from "./body-room.ts";
import type { EventsDeps } from "./deps.ts";
import type { NewEvent } from "./new-event.ts";

/** What a webhook gets instead of its format's common body. */
export type OwnBody =
  /** Rendered by its template. */
  | { kind: "made"; body: string }
  /** See `Unrendered`. */
  | { kind: "to-make" | "refused"; about: About }
  | { kind: "undecided"; about: About };

/** The bodies of webhooks that have one of their own, and the time (ms) that they contain. */
export interface OwnBodies {
  at: number;
  bodies: ReadonlyMap<WebhookId, OwnBody>;
}

type Deps = Pick<EventsDeps, "clock" | "rendering" | "log">;

/**
 * Renders the bodies once, so that every attempt sends the same. A template that fails affects its
 * own delivery only. No transaction may be open: it would hold a connection while it waits for its
 * turn.
 *
 * @param room where the bodies are counted; once there is none left, the rest is rendered when
 * sent.
 */
export async function ownBodies(
  deps: Deps,
  event: NewEvent<AnyEventType>,
  webhooks: readonly Webhook[],
  room?: Pick<RoomOfCall, "takeMore">,
): Promise<OwnBodies> {
  const at = deps.clock();
  const bodies = new Map<WebhookId, OwnBody>();
  let isRoom = true;
  for (const { id, body: template } of webhooks) {
    if (template === null) continue;
    const about = aboutOf(event, at);
    if (!isRoom) {
      bodies.set(id, { kind: "to-make", about });
      continue;
    }
    const owner = { projectId: event.projectId, webhookId: id };
    const made = await deps.rendering?.render(template, about, owner);
    if (made?.ok === false)
      deps.log.warn(
        { webhookId: id, type: event.type, problem: made.problem.kind },
        "could not render a body",
      );
    if (made?.ok && room) isRoom = room.takeMore(made.value.length);
    if (made?.ok) bodies.set(id, { kind: "made", body: made.value });
    else bodies.set(id, { kind: made && isFinal(made.problem) ? "refused" : "to-make", about });
  }
  return { at, bodies };
}

/**
 * The same within a transaction: nothing is rendered until the worker sends it.
 *
 * @param undecided webhooks whose condition is to be evaluated then, too.
 */
export function laterBodies(
  deps: Pick<Deps, "clock">,
  event: NewEvent<AnyEventType>,
  webhooks: readonly Webhook[],
  undecided: ReadonlySet<WebhookId>,
): OwnBodies {
  const at = deps.clock();
  const bodies = new Map<WebhookId, OwnBody>();
  for (const { id, body } of webhooks) {
    if (undecided.has(id)) bodies.set(id, { kind: "undecided", about: aboutOf(event, at) });
    else if (body !== null) bodies.set(id, { kind: "to-make", about: aboutOf(event, at) });
  }
  return { at, bodies };
}

/**
 * The webhooks whose condition the event meets. One whose condition can't be evaluated gets the
 * event: a receiver can recognize a superfluous delivery, not a missing one. No transaction may be
 * open.
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
      const owner = { projectId: event.projectId, webhookId: id };
      const held = condition === null ? undefined : await deps.rendering?.evaluate(condition, about, owner);
      if (held?.ok === false)
        deps.log.warn(
          { webhookId: id, type: event.type, problem: held.problem.kind },
          "could not evaluate a condition",
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
