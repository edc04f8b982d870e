import type { Page, ReviewView } from "@countersign/wire";
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/call.ts";

const everyMs = 15_000;

/** More open reviews than these are shown as `200+`: the list has no total. */
export const mostReviews = 200;

/** The project's open reviews, the first 200. */
export function useOpenReviews(projectId: string | undefined) {
  return useQuery({
    queryKey: ["open-reviews", projectId],
    queryFn: ({ signal }) =>
      get<Page<ReviewView>>("/reviews", { projectId, status: "open", limit: mostReviews }, signal),
    enabled: projectId !== undefined,
    refetchInterval: everyMs,
    placeholderData: (before) => before,
  });
}
