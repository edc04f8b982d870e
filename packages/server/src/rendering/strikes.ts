import type { Owner } from "./contract.ts";

/** A webhook is suspended after this many of its tasks had to be stopped within the window. */
const perWebhook = 3;
/**
 * The same for all webhooks of a project: a hundred of them, each slow once, cost as much as one.
 */
const perProject = 12;
const windowMs = 30_000;
const suspensionMs = 10_000;
const maxRecords = 10_000;

/**
 * Tracks whose tasks had to be stopped lately. One project is never suspended for what another did.
 */
export interface Strikes {
  add(owner: Owner): void;
  /** Whether tasks of this owner are refused without being run. */
  isSuspended(owner: Owner): boolean;
}

interface Record {
  count: number;
  since: number;
  suspendedUntil: number;
}

/** @param now milliseconds of a monotonic clock. */
export function createStrikes(now: () => number): Strikes {
  const records = new Map<string, Record>();

  function strike(key: string, max: number): void {
    const at = now();
    let record = records.get(key);
    if (record === undefined || at - record.since > windowMs) {
      record = { count: 0, since: at, suspendedUntil: record?.suspendedUntil ?? 0 };
      if (records.size >= maxRecords) records.delete(records.keys().next().value ?? "");
      records.set(key, record);
    }
    record.count++;
    // After a suspension, one more stopped task suspends it again.
    if (record.count >= max) record.suspendedUntil = at + suspensionMs;
  }

  return {
    add({ projectId, webhookId }) {
      if (webhookId === null) return;
      strike(keyOf(projectId, webhookId), perWebhook);
      strike(projectId, perProject);
    },
    isSuspended({ projectId, webhookId }) {
      if (webhookId === null || records.size === 0) return false;
      const at = now();
      return [keyOf(projectId, webhookId), projectId].some(
        (key) => (records.get(key)?.suspendedUntil ?? 0) > at,
      );
    },
  };
}

function keyOf(projectId: string, webhookId: string): string {
  return `${projectId} ${webhookId}`;
}
