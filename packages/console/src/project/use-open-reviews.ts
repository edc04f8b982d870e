import type { Page, ReviewView } from "@countersign/wire";
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/call.ts";
import { useMay } from "../people/use-may.ts";

const everyMs = 15_000;

/** More open reviews than these are shown as `200+`: the list has no total. */
export const mostReviews = 200;

/** The project's open reviews, the first 200; none are read for who may not decide them. */
export function useOpenReviews(projectId: string | undefined) {
  const may = useMay(projectId);
  return useQuery({
    queryKey: ["open-reviews", projectId],
    queryFn: ({ signal }) =>
      get<Page<ReviewView>>("/reviews", { projectId, status: "open", limit: mostReviews }, signal),
    enabled: projectId !== undefined && may("reviews.decide"),
    refetchInterval: everyMs,
    placeholderData: (before) => before,
  });
}
