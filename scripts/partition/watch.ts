import { isPrimary, leaderByEtcd } from "./ask.ts";
import type { Machine } from "./machine.ts";

/** When parts of a failover were over, in milliseconds since the epoch. */
export interface Failover {
  /** The lost primary's key in etcd ended. */
  leaseEndedAt: number;
  /** Another Postgres accepts writes. */
  promotedAt: number;
}

const everyMs = 50;

/** Watches from two survivors until one of them is the primary. */
export async function watchFailover(lost: Machine, survivors: readonly Machine[]): Promise<Failover> {
  let leaseEndedAt: number | null = null;
  for (;;) {
    if (leaseEndedAt === null) {
      const leaders = await Promise.all(survivors.map(leaderByEtcd));
      const known = leaders.filter((leader) => leader !== undefined);
      if (known.some((leader) => leader !== lost.node)) leaseEndedAt = Date.now();
    } else {
      const primaries = await Promise.all(survivors.map(isPrimary));
      if (primaries.some(Boolean)) return { leaseEndedAt, promotedAt: Date.now() };
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
