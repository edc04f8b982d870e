import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ProblemNote } from "./problem-note.tsx";
import { Skeleton } from "./skeleton.tsx";

/** What a query is for, once it is there; until then rows in grey, and its error where it failed. */
export function Loaded<Data>({
  query,
  rows,
  children,
}: {
  query: UseQueryResult<Data>;
  rows: number;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined && query.error === null) return children(query.data);
  if (query.error) return <ProblemNote error={query.error} retry={() => void query.refetch()} />;
  return <Skeleton rows={rows} />;
}
