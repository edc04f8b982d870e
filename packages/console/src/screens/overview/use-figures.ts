import type {
  AttentionItem,
  DeliveryStats,
  DeliveryView,
  Page,
  QueueStats,
  SessionStats,
} from "@countersign/wire";
import { useQuery } from "@tanstack/react-query";
import { get, type Query } from "../../api/call.ts";
import type { Range } from "./search.ts";

/** The service writes its figures every ten seconds. */
const everyMs = 15_000;

export const useDeliveryStats = (projectId: string | undefined, range: Range) =>
  useFigure<DeliveryStats>("/stats/deliveries", projectId, { range });
export const useSessionStats = (projectId: string | undefined, range: Range) =>
  useFigure<SessionStats>("/stats/sessions", projectId, { range });
export const useQueueStats = (projectId: string | undefined) =>
  useFigure<QueueStats>("/stats/queue", projectId, { range: "1h" });
export const useAttention = (projectId: string | undefined) =>
  useFigure<{ data: AttentionItem[] }>("/attention", projectId, {});
export const useFailures = (projectId: string | undefined) =>
  useFigure<Page<DeliveryView>>("/deliveries", projectId, { status: ["exhausted", "retrying"], limit: 6 });

function useFigure<Answer>(path: string, projectId: string | undefined, query: Query) {
  return useQuery({
    queryKey: ["overview", path, projectId, query],
    queryFn: ({ signal }) => get<Answer>(path, { ...query, projectId }, signal),
    enabled: projectId !== undefined,
    refetchInterval: everyMs,
    placeholderData: (before) => before,
  });
}
