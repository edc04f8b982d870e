import type { WebhookHealth } from "@countersign/wire";
import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/call.ts";

/** As many ids as one call takes. */
const most = 100;

/** How webhooks did in the last 24 hours, by id. */
export function useHealth(ids: readonly string[]): ReadonlyMap<string, WebhookHealth> {
  const { data } = useQuery({
    queryKey: ["webhook-health", ids],
    queryFn: async ({ signal }) => {
      const calls = Array.from({ length: Math.ceil(ids.length / most) }, (_, at) =>
        get<{ data: WebhookHealth[] }>(
          "/webhooks/health",
          { webhookId: ids.slice(at * most, (at + 1) * most) },
          signal,
        ),
      );
      return (await Promise.all(calls)).flatMap(({ data: some }) => some);
    },
    enabled: ids.length > 0,
    refetchInterval: 60_000,
  });
  return new Map(data?.map((each) => [each.webhookId, each]));
}
