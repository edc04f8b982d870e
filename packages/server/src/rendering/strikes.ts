import type { Owner } from "./contract.ts";

/** So many tasks of a webhook that had to be stopped within the window, and it is set aside. */
const perWebhook = 3;
/** The same of all webhooks of a project: a hundred of them, each slow once, cost as much as one. */
const perProject = 12;
const windowMs = 30_000;
const asideMs = 10_000;
const mostKept = 10_000;

/** Who has lately kept a process busy until it was stopped. Never speaks of one project for what another did. */
export interface Strikes {
  add(owner: Owner): void;
  /** Whether tasks of this owner are refused without being run, for a while. */
  isAside(owner: Owner): boolean;
}

interface Record {
  count: number;
  since: number;
  asideUntil: number;
}

/** @param now milliseconds that only ever rise. */
export function createStrikes(now: () => number): Strikes {
  const records = new Map<string, Record>();

  function strike(key: string, most: number): void {
    const at = now();
    let record = records.get(key);
    if (record === undefined || at - record.since > windowMs) {
      record = { count: 0, since: at, asideUntil: record?.asideUntil ?? 0 };
      if (records.size >= mostKept) records.delete(records.keys().next().value ?? "");
      records.set(key, record);
    }
    record.count++;
    // After its time aside, one more stopped task sets it aside again.
    if (record.count >= most) record.asideUntil = at + asideMs;
  }

  return {
    add({ projectId, webhookId }) {
      if (webhookId === null) return;
      strike(keyOf(projectId, webhookId), perWebhook);
      strike(projectId, perProject);
    },
    isAside({ projectId, webhookId }) {
      if (webhookId === null || records.size === 0) return false;
      const at = now();
      return [keyOf(projectId, webhookId), projectId].some((key) => (records.get(key)?.asideUntil ?? 0) > at);
    },
  };
}

function keyOf(projectId: string, webhookId: string): string {
  return `${projectId} ${webhookId}`;
}
