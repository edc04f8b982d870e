import type { Page, WebhookView } from "@countersign/wire";
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/call.ts";
import { useMay } from "../people/use-may.ts";

/** The webhooks of a project by order, static addresses included: the first 200. */
export function useWebhooks(projectId: string | undefined) {
  const may = useMay(projectId);
  return useQuery({
    queryKey: ["webhooks", projectId],
    queryFn: ({ signal }) => get<Page<WebhookView>>("/webhooks", { projectId, limit: 200 }, signal),
    enabled: projectId !== undefined && may("webhooks.read"),
  });
}
