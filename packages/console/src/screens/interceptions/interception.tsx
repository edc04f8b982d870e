import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Card } from "../../parts/card.tsx";
import { Columns } from "../../parts/columns.tsx";
import { Empty } from "../../parts/empty.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Reveal } from "../../parts/reveal.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useToast } from "../../parts/toasts.tsx";
import { useMay } from "../../people/use-may.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { readInterception, readSummary, repeatDry } from "./calls.ts";
import { Chain } from "./chain.tsx";
import { RunFacts } from "./run-facts.tsx";
import { texts } from "./texts.ts";
import { VerdictStatus } from "./verdict-status.tsx";

const route = getRouteApi("/frame/interceptions/$interceptionId");

/** One run: its verdict, and its chain and payloads once somebody asks for them. */
export function InterceptionPage() {
  const t = useTexts(texts);
  const { interceptionId } = route.useParams();
  const goTo = useNavigate();
  const toast = useToast();
  const may = useMay();
  const run = useQuery({
    queryKey: ["interception", interceptionId],
    queryFn: ({ signal }) => readSummary(interceptionId, signal),
  });
  const repeat = useMutation({
    mutationFn: repeatDry,
    onSuccess: ({ traceId }) =>
      void goTo({ to: "/interceptions/$interceptionId", params: { interceptionId: traceId } }),
    onError: (error) => toast({ look: "bad", error }),
  });
  const { data } = run;
  return (
    <Screen
      title={data?.event ?? interceptionId}
      heading={<code>{data?.event ?? interceptionId}</code>}
      crumb={
        <>
          <Link to="/interceptions">{t.crumb}</Link> / <code>{interceptionId}</code>
        </>
      }
      actions={data && <VerdictStatus run={data} />}
    >
      {run.isPending && <Skeleton />}
      {run.error && <ProblemNote error={run.error} retry={() => void run.refetch()} />}
      {data === null && <Empty text={t.unknown} />}
      {data && (
        <Columns
          main={
            <Reveal
              key={interceptionId}
              of={interceptionId}
              allowed={may("personal_data.read")}
              read={() => readInterception(interceptionId)}
            >
              {(detail) => (
                <Chain
                  run={detail}
                  onRepeat={
                    !may("interceptions.run") || detail.payload === null || repeat.isPending
                      ? undefined
                      : () => repeat.mutate(detail)
                  }
                />
              )}
            </Reveal>
          }
          side={
            <Card title={t.about}>
              <RunFacts run={data} />
            </Card>
          }
        />
      )}
    </Screen>
  );
}
