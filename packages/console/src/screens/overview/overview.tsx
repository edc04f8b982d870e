import { getRouteApi } from "@tanstack/react-router";
import { Screen } from "../../parts/screen.tsx";
import { Segments } from "../../parts/segments.tsx";
import { useProject } from "../../project/use-project.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { AttentionCard } from "./attention-card.tsx";
import { DeliveriesCard } from "./deliveries-card.tsx";
import { FailuresCard } from "./failures-card.tsx";
import styles from "./overview.module.css";
import { ranges } from "./search.ts";
import { SessionsCard } from "./sessions-card.tsx";
import { texts } from "./texts.ts";
import { Tiles } from "./tiles.tsx";

const route = getRouteApi("/frame/overview");

/** How a project does: its figures, what needs attention, and what failed last. */
export function Overview() {
  const t = useTexts(texts);
  const { range = "24h" } = route.useSearch();
  const navigate = route.useNavigate();
  const projectId = useProject()?.id;
  return (
    <Screen
      title={t.title}
      actions={
        <Segments
          label={t.range}
          value={range}
          options={ranges.map((value) => ({ value, text: t.ranges[value] }))}
          onChange={(next) => void navigate({ search: (before) => ({ ...before, range: next }) })}
        />
      }
    >
      <Tiles projectId={projectId} range={range} />
      <div className={styles.columns}>
        <div className={styles.charts}>
          <DeliveriesCard projectId={projectId} range={range} />
          <SessionsCard projectId={projectId} range={range} />
        </div>
        <AttentionCard projectId={projectId} />
      </div>
      <FailuresCard projectId={projectId} />
    </Screen>
  );
}
