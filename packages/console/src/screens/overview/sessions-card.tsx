import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { Card } from "../../parts/card.tsx";
import { Chart } from "../../parts/chart/chart.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { useMay } from "../../people/use-may.ts";
import { useTexts } from "../../texts/use-texts.ts";
import type { Range } from "./search.ts";
import { texts } from "./texts.ts";
import { useSessionStats } from "./use-figures.ts";

const outcomes = [
  { outcome: "succeeded", colour: "--series-5" },
  { outcome: "failed", colour: "--bad" },
  { outcome: "aborted", colour: "--series-4" },
  { outcome: "expired", colour: "--series-1" },
] as const;

/** How sessions ended, one on the other. */
export function SessionsCard({ projectId, range }: { projectId: string | undefined; range: Range }) {
  const may = useMay(projectId);
  const t = useTexts(texts).sessions;
  const stats = useSessionStats(projectId, range);
  const points = stats.data?.points;
  const chart = useMemo(
    () =>
      points && {
        times: points.map(({ at }) => Date.parse(at) / 1000),
        series: outcomes.map(({ outcome, colour }) => ({
          label: t.outcomes[outcome],
          colour,
          values: points.map((each) => each[outcome]),
        })),
      },
    [points, t],
  );
  const navigate = useNavigate();
  if (!may("sessions.read")) return null;
  return (
    <Card title={t.title}>
      <Loaded query={stats} rows={6}>
        {({ total }) =>
          chart === undefined || outcomes.every(({ outcome }) => total[outcome] === 0) ? (
            <Empty text={t.empty} />
          ) : (
            <Chart
              label={t.title}
              summary={outcomes.map(({ outcome }) => `${t.outcomes[outcome]}: ${total[outcome]}`).join(", ")}
              look="stack"
              data={chart}
              onSelect={(from, to) => void navigate({ to: "/sessions", search: { from, to } })}
            />
          )
        }
      </Loaded>
    </Card>
  );
}
