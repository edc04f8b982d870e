import type {
  AttentionItem,
  DeliveryStats,
  DeliveryView,
  Page,
  Permission,
  QueueStats,
  SessionStats,
} from "@countersign/wire";
import { useQuery } from "@tanstack/react-query";
import { get, type Query } from "../../api/call.ts";
import { useMay } from "../../people/use-may.ts";
import type { Range } from "./search.ts";

/** The service writes its figures every ten seconds. */
const everyMs = 15_000;

export const useDeliveryStats = (projectId: string | undefined, range: Range) =>
  useFigure<DeliveryStats>("deliveries.read", "/stats/deliveries", projectId, { range });
export const useSessionStats = (projectId: string | undefined, range: Range) =>
  useFigure<SessionStats>("sessions.read", "/stats/sessions", projectId, { range });
export const useQueueStats = (projectId: string | undefined) =>
  useFigure<QueueStats>("deliveries.read", "/stats/queue", projectId, { range: "1h" });
export const useAttention = (projectId: string | undefined) =>
  useFigure<{ data: AttentionItem[] }>("projects.read", "/attention", projectId, {});
export const useFailures = (projectId: string | undefined) =>
  useFigure<Page<DeliveryView>>("deliveries.read", "/deliveries", projectId, {
    status: ["exhausted", "retrying"],
    limit: 6,
  });

/** A figure that is read only for those who may see it. */
function useFigure<Answer>(needs: Permission, path: string, projectId: string | undefined, query: Query) {
  const may = useMay(projectId);
  return useQuery({
    queryKey: ["overview", path, projectId, query],
    queryFn: ({ signal }) => get<Answer>(path, { ...query, projectId }, signal),
    enabled: projectId !== undefined && may(needs),
    refetchInterval: everyMs,
    placeholderData: (before) => before,
  });
}
