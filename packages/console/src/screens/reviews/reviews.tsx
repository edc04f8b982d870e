import type { ReviewView } from "@countersign/wire";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useKeys } from "../../keys/keys.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Pager } from "../../parts/pager.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Segments } from "../../parts/segments.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { Time } from "../../parts/time.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { useProject } from "../../project/use-project.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { claimNext, listReviews } from "./calls.ts";
import { ReviewState } from "./review-state.tsx";
import { queues } from "./search.ts";
import { texts } from "./texts.ts";

const route = getRouteApi("/frame/reviews");

/** What waits for a person's decision. */
export function Reviews() {
  const t = useTexts(texts);
  const project = useProject();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const goTo = useNavigate();
  const toast = useToast();
  const list = useQuery({
    queryKey: ["reviews", project?.id, search],
    queryFn: ({ signal }) => listReviews(project?.id ?? "", search, signal),
    enabled: project !== null,
    refetchInterval: 15_000,
  });
  const open = (id: string) => void goTo({ to: "/reviews/$reviewId", params: { reviewId: id } });
  const next = useMutation({
    mutationFn: () => claimNext(project?.id ?? ""),
    onSuccess: (review) => (review === null ? toast({ look: "warn", text: t.nothing }) : open(review.id)),
    onError: (error) => toast({ look: "bad", error }),
  });
  useKeys([{ keys: "n", label: t.next, run: () => next.mutate() }]);
  const columns: Column<ReviewView>[] = [
    { id: "created", header: t.columns.created, phone: "lead", cell: (row) => <Time at={row.createdAt} /> },
    { id: "status", header: t.columns.status, phone: "trail", cell: (row) => <ReviewState review={row} /> },
    { id: "method", header: t.columns.method, phone: "rest", cell: (row) => t.methods[row.method ?? "user"] },
    {
      id: "claim",
      header: t.columns.claim,
      phone: "rest",
      cell: ({ claim }) => (claim === null ? "—" : claim.mine ? t.mine : t.other),
    },
    {
      id: "deadline",
      header: t.columns.deadline,
      phone: "none",
      cell: ({ deadlineAt }) => (deadlineAt === null ? "—" : <Time at={deadlineAt} />),
    },
  ];
  return (
    <Screen
      title={t.title}
      actions={
        <Button look="primary" keys="n" disabled={next.isPending} onClick={() => next.mutate()}>
          {t.next}
        </Button>
      }
    >
      <Segments
        label={t.queue}
        value={search.queue ?? "due"}
        options={queues.map((value) => ({ value, text: t.queues[value] }))}
        onChange={(queue) => void navigate({ search: (before) => ({ ...before, cursor: undefined, queue }) })}
      />
      <Card flush>
        {list.isPending && <Skeleton />}
        {list.error && <ProblemNote error={list.error} retry={() => void list.refetch()} />}
        {list.data?.data.length === 0 && (
          <Empty text={t.empty}>
            <Button onClick={() => void navigate({ search: (before) => ({ ...before, queue: "all" }) })}>
              {t.seeAll}
            </Button>
          </Empty>
        )}
        {list.data && list.data.data.length > 0 && (
          <>
            <DataTable
              label={t.table}
              columns={columns}
              rows={list.data.data}
              rowId={(row) => row.id}
              rowLabel={(row) => `${t.methods[row.method ?? "user"]}, ${t.status[row.status]}`}
              onOpen={(row) => open(row.id)}
            />
            <Pager
              shown={list.data.data.length}
              cursor={search.cursor}
              nextCursor={list.data.nextCursor}
              onGo={(cursor) => void navigate({ search: (before) => ({ ...before, cursor }) })}
            />
          </>
        )}
      </Card>
    </Screen>
  );
}
