import type { Page } from "@countersign/wire";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Card } from "./card.tsx";
import { Pager } from "./pager.tsx";
import { ProblemNote } from "./problem-note.tsx";
import { Skeleton } from "./skeleton.tsx";

/** A list that is read page by page: its rows, or that it is read, failed or empty. */
export function ListCard<Row>({
  list,
  cursor,
  onGo,
  empty,
  children,
}: {
  list: UseQueryResult<Page<Row>>;
  /** Of the page that is shown; undefined on the first. */
  cursor: string | undefined;
  onGo: (cursor: string | undefined) => void;
  /** What is shown if there are no rows. */
  empty: ReactNode;
  children: (rows: readonly Row[]) => ReactNode;
}) {
  const rows = list.data?.data ?? [];
  return (
    <Card flush>
      {list.isPending && <Skeleton />}
      {list.error && <ProblemNote error={list.error} retry={() => void list.refetch()} />}
      {list.data && rows.length === 0 && empty}
      {list.data && rows.length > 0 && children(rows)}
      {list.data && (rows.length > 0 || list.data.nextCursor !== null) && (
        <Pager shown={rows.length} cursor={cursor} nextCursor={list.data.nextCursor} onGo={onGo} />
      )}
    </Card>
  );
}
