import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Kbd } from "../../keys/kbd.tsx";
import { useKeys } from "../../keys/keys.ts";
import { buttonClass } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Empty } from "../../parts/empty.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Segments } from "../../parts/segments.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useMay } from "../../people/use-may.ts";
import { useProject } from "../../project/use-project.ts";
import { useWebhooks } from "../../project/use-webhooks.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { EventList } from "./event-list.tsx";
import { OrderTable } from "./order-table.tsx";
import { views } from "./search.ts";
import { texts } from "./texts.ts";

const route = getRouteApi("/frame/webhooks");

/** Where a project's events go, in the order in which hooks are asked. */
export function Webhooks() {
  const t = useTexts(texts);
  const project = useProject();
  const may = useMay();
  const creates = may("webhooks.set_up");
  const { view = "order" } = route.useSearch();
  const navigate = route.useNavigate();
  const goTo = useNavigate();
  const { data, error, isPending, refetch } = useWebhooks(project?.id);
  useKeys(creates ? [{ keys: "n", label: t.create, run: () => void goTo({ to: "/webhooks/new" }) }] : []);
  return (
    <Screen
      title={t.title}
      actions={
        <>
          <Segments
            label={t.view}
            value={view}
            options={views.map((value) => ({ value, text: t.views[value] }))}
            onChange={(next) => void navigate({ search: (before) => ({ ...before, view: next }) })}
          />
          {may("webhooks.change") && (
            <Link to="/webhooks/file" className={buttonClass()} title={t.file}>
              YAML
            </Link>
          )}
          {creates && (
            <Link to="/webhooks/new" className={buttonClass("primary")}>
              {t.create} <Kbd keys="n" />
            </Link>
          )}
        </>
      }
    >
      <Card flush>
        {isPending && <Skeleton />}
        {error && <ProblemNote error={error} retry={() => void refetch()} />}
        {data?.data.length === 0 && (
          <Empty text={t.empty}>
            {creates && (
              <Link to="/webhooks/new" className={buttonClass("primary")}>
                {t.emptyAction}
              </Link>
            )}
          </Empty>
        )}
        {project && data && data.data.length > 0 && view === "order" && (
          <OrderTable projectId={project.id} webhooks={data.data} />
        )}
        {data && data.data.length > 0 && view === "event" && <EventList webhooks={data.data} />}
      </Card>
    </Screen>
  );
}
