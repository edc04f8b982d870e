import type { EventTypeView, Page } from "@countersign/wire";
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/call.ts";

/** The catalog of event types, in its order. It changes with the service alone. */
export function useEventTypes() {
  return useQuery({
    queryKey: ["event-types"],
    queryFn: ({ signal }) => allTypes(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

async function allTypes(signal: AbortSignal): Promise<EventTypeView[]> {
  const types: EventTypeView[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page<EventTypeView> = await get("/event-types", { limit: 200, cursor }, signal);
    types.push(...page.data);
    cursor = page.nextCursor;
  }
  return types;
}
