import type { DeliveryStats } from "@countersign/wire";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { buttonClass } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Chart } from "../../parts/chart/chart.tsx";
import type { ChartData } from "../../parts/chart/series.ts";
import { Empty } from "../../parts/empty.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { useMay } from "../../people/use-may.ts";
import { useTexts } from "../../texts/use-texts.ts";
import type { Range } from "./search.ts";
import { texts } from "./texts.ts";
import { useDeliveryStats } from "./use-figures.ts";

/** Deliveries per minute: what was accepted, and the requests that were not. */
export function DeliveriesCard({ projectId, range }: { projectId: string | undefined; range: Range }) {
  const may = useMay(projectId);
  const t = useTexts(texts).deliveries;
  const stats = useDeliveryStats(projectId, range);
  const navigate = useNavigate();
  const { data } = stats;
  const chart = useMemo(() => data && perMinute(data, t.accepted, t.failed), [data, t]);
  if (!may("deliveries.read")) return null;
  return (
    <Card title={t.title}>
      <Loaded query={stats} rows={6}>
        {({ total: { attempts, failedAttempts } }) =>
          attempts === 0 || chart === undefined ? (
            <Empty text={t.empty}>
              <Link to="/webhooks" className={buttonClass()}>
                {t.emptyAction}
              </Link>
            </Empty>
          ) : (
            <Chart
              label={t.title}
              summary={t.summary(attempts, failedAttempts)}
              look="areas"
              data={chart}
              onSelect={(from, to) => void navigate({ to: "/deliveries", search: { from, to } })}
            />
          )
        }
      </Loaded>
    </Card>
  );
}

function perMinute({ points, stepSeconds }: DeliveryStats, accepted: string, failed: string): ChartData {
  const minutes = stepSeconds / 60;
  const rate = (value: number) => value / minutes;
  return {
    times: points.map(({ at }) => Date.parse(at) / 1000),
    series: [
      {
        label: accepted,
        colour: "--ok",
        values: points.map((each) => rate(each.deliveredFirst + each.deliveredLater + each.done)),
      },
      { label: failed, colour: "--bad", values: points.map((each) => rate(each.failedAttempts)) },
    ],
  };
}
