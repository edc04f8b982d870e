import type { ProjectId, WebhookId } from "@countersign/wire";
import type { DeliverySettings } from "../settings.ts";
import type { Work } from "../work.ts";
import type { Lanes } from "./lanes.ts";
import { mayHaveMore } from "./share.ts";

/** How much may wait in memory. What finds no room stays in the queue. */
export interface Room {
  /** Whether one more delivery to the webhook, with a body of so many bytes, may wait. */
  has(webhookId: WebhookId, projectId: ProjectId, bytes: number): boolean;
  /** Counts the body of work that waits. */
  waits(work: Work): void;
  /** Counts it no more: the work begins, or is dropped. */
  waitsNoMore(work: Work): void;
}

/** Bounds over all webhooks, of which no project gets the whole, and for each webhook. */
export function createRoom(
  settings: Pick<DeliverySettings, "waiting" | "waitingPerWebhook" | "waitingBytes">,
  lanes: Pick<Lanes<Work>, "waiting" | "waitingOf">,
): Room {
  const bytesOf = new Map<ProjectId, number>();
  let bytesInAll = 0;

  return {
    has(webhookId, projectId, bytes) {
      const { waiting, waitingPerWebhook, waitingBytes } = settings;
      const free = waitingBytes - bytesInAll;
      return (
        lanes.waiting(webhookId) < waitingPerWebhook &&
        mayHaveMore(lanes.waitingOf(projectId), waiting - lanes.waiting(), waiting) &&
        bytes <= free &&
        mayHaveMore(bytesOf.get(projectId) ?? 0, free, waitingBytes)
      );
    },
    waits: (work) => count(work, 1),
    waitsNoMore: (work) => count(work, -1),
  };

  function count({ projectId, content }: Work, sign: 1 | -1): void {
    if (!content) return;
    const bytes = sign * content.body.length;
    bytesInAll += bytes;
    const own = (bytesOf.get(projectId) ?? 0) + bytes;
    if (own === 0) bytesOf.delete(projectId);
    else bytesOf.set(projectId, own);
  }
}
