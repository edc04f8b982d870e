import type { SystemView } from "@countersign/wire";
import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/call.ts";
import { Card } from "../../parts/card.tsx";
import { Facts } from "../../parts/facts.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { Time } from "../../parts/time.tsx";
import { usePreferences } from "../../preferences/preferences.ts";
import { bytes, count, duration } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** The service itself: versions, store, queue and retention. */
export function System() {
  const t = useTexts(texts);
  const system = useQuery({
    queryKey: ["system"],
    queryFn: ({ signal }) => get<SystemView>("/system", {}, signal),
    refetchInterval: 15_000,
  });
  return (
    <Screen title={t.title}>
      {system.isPending && <Skeleton />}
      {system.error && <ProblemNote error={system.error} retry={() => void system.refetch()} />}
      {system.data && <SystemCards system={system.data} />}
    </Screen>
  );
}

function SystemCards({ system }: { system: SystemView }) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const { version, node, role, startedAt, store, queue, retention } = system;
  return (
    <>
      <Card title={t.service}>
        <Facts
          facts={[
            [t.version, <code key="version">{version}</code>],
            [t.node, <code key="node">{node}</code>],
            [t.role, t.roles[role]],
            [t.startedAt, <Time key="started" at={startedAt} full />],
          ]}
        />
      </Card>
      <Card title={t.store}>
        <Facts
          facts={[
            [t.kind, t.kinds[store.kind]],
            [t.postgres, <code key="postgres">{store.version}</code>],
            [t.size, bytes(store.bytes, language)],
            [t.migration, String(store.migration)],
          ]}
        />
      </Card>
      <Card title={t.queue}>
        <Facts
          facts={[
            [t.depth, queue.depth === null ? t.unknown : count(queue.depth, language)],
            [
              t.oldest,
              queue.depth === null || queue.depth === 0 || queue.oldestSeconds === null
                ? "—"
                : duration(queue.oldestSeconds * 1000, language),
            ],
          ]}
        />
      </Card>
      <Card title={t.retention}>
        <Facts
          facts={[
            [t.ranAt, retention.ranAt === null ? t.never : <Time key="ran" at={retention.ranAt} full />],
            [
              t.reached,
              retention.reached === null ? "—" : <Time key="reached" at={retention.reached} full />,
            ],
          ]}
        />
      </Card>
    </>
  );
}
