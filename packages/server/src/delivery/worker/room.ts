import type { ProjectId, WebhookId } from "@countersign/wire";
import type { DeliverySettings } from "../settings.ts";
import type { Work } from "../work.ts";
import type { Lanes } from "./lanes.ts";
import { mayHaveMore } from "./share.ts";

/** How much may wait in memory. What exceeds it stays in the queue. */
export interface Room {
  /** Whether one more delivery to the webhook, with a body of this size, may wait. */
  has(webhookId: WebhookId, projectId: ProjectId, bytes: number): boolean;
  /** Counts the body of work that waits. */
  add(work: Work): void;
  /** Stops counting it: the work starts, or is dropped. */
  remove(work: Work): void;
}

/** Bounds over all webhooks, which no project may use up, and for each webhook. */
export function createRoom(
  settings: Pick<DeliverySettings, "maxWaiting" | "maxWaitingPerWebhook" | "maxWaitingBytes">,
  lanes: Pick<Lanes<Work>, "waiting" | "waitingOf">,
): Room {
  const bytesOf = new Map<ProjectId, number>();
  let totalBytes = 0;

  return {
    has(webhookId, projectId, bytes) {
      const { maxWaiting, maxWaitingPerWebhook, maxWaitingBytes } = settings;
      const free = maxWaitingBytes - totalBytes;
      return (
        lanes.waiting(webhookId) < maxWaitingPerWebhook &&
        mayHaveMore(lanes.waitingOf(projectId), maxWaiting - lanes.waiting(), maxWaiting) &&
        bytes <= free &&
        mayHaveMore(bytesOf.get(projectId) ?? 0, free, maxWaitingBytes)
      );
    },
    add: (work) => count(work, 1),
    remove: (work) => count(work, -1),
  };

  function count({ projectId, content }: Work, sign: 1 | -1): void {
    if (!content) return;
    const bytes = sign * content.body.length;
    totalBytes += bytes;
    const own = (bytesOf.get(projectId) ?? 0) + bytes;
    if (own === 0) bytesOf.delete(projectId);
    else bytesOf.set(projectId, own);
  }
}
