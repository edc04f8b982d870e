import type { EventTypeView, Page } from "@countersign/wire";
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/call.ts";
import { useEventTypes } from "./use-event-types.ts";

/** What a webhook can ask for: a type, a family of types, or all of them. */
export interface EventPattern {
  pattern: string;
  /** What people call it; null for families and `*`. */
  title: EventTypeView["title"] | null;
}

/** Every pattern of the catalog and of a project's own types: `*`, the families, the types. */
export function useEventPatterns(projectId: string): EventPattern[] {
  const types = useEventTypes().data ?? [];
  const own = useOwnEventTypes(projectId).data?.data ?? [];
  const all = [...types, ...own];
  const families = new Set(
    all.flatMap(({ type }) => (type.includes(".") ? [`${type.split(".")[0]}.*`] : [])),
  );
  return [
    ...["*", ...families].map((pattern) => ({ pattern, title: null })),
    ...all.map(({ type, title }) => ({ pattern: type, title })),
  ];
}

/** A project's own types: the first 200. */
function useOwnEventTypes(projectId: string) {
  return useQuery({
    queryKey: ["own-event-types", projectId],
    queryFn: ({ signal }) =>
      get<Page<EventTypeView>>(`/projects/${projectId}/event-types`, { limit: 200 }, signal),
  });
}
