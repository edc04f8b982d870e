import type { Client } from "../load/client.ts";
import type { Query } from "../topology/query.ts";

const pauseMs = 500;

/** What was still to be done when the load had ended. */
export interface Settled {
  seconds: number;
  findings: string[];
}

/**
 * Waits until nothing is queued and every erasure has reached the disk; what takes longer is a finding.
 *
 * @param failing webhooks whose receivers never accept: an open breaker tries them twice a minute.
 */
export async function settle(
  { query, client }: { query: Query; client: Client },
  failing: readonly string[],
  patienceMs: number,
): Promise<Settled> {
  const begun = Date.now();
  const left = async () => {
    const [queue] = await query<{ count: number }>(
      `select count(*)::int as count from delivery_queue where webhook_id <> all($1)`,
      [failing],
    );
    const { data } = await client.manage("/erasures?status=started&status=cleared&limit=1");
    const { data: replays } = await client.manage("/replays?status=running&limit=1");
    return { queue: queue?.count ?? 0, erasures: data.length, replays: replays.length };
  };
  for (;;) {
    const { queue, erasures, replays } = await left();
    const seconds = (Date.now() - begun) / 1000;
    if (queue + erasures + replays === 0) return { seconds, findings: [] };
    if (Date.now() - begun > patienceMs) {
      const findings = [
        `stuck: ${queue} deliveries, ${erasures} erasures, ${replays} replays after ${seconds} s`,
      ];
      return { seconds, findings };
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
