import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { Button, buttonClass } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Pager } from "../../parts/pager.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useProject } from "../../project/use-project.ts";
import { useWebhooks } from "../../project/use-webhooks.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { listDeliveries } from "./calls.ts";
import { DeliveryDrawer } from "./delivery-drawer.tsx";
import { DeliveryFilters } from "./delivery-filters.tsx";
import { texts } from "./texts.ts";
import { useDeliveryColumns } from "./use-delivery-columns.tsx";

const route = getRouteApi("/frame/deliveries");

/** The log of what was sent where, newest first. */
export function Deliveries() {
  const t = useTexts(texts);
  const project = useProject();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useDeliveryColumns(useWebhooks(project?.id).data?.data ?? []);
  const [takeFocus, setTakeFocus] = useState(false);
  const { id, ...listed } = search;
  const list = useQuery({
    queryKey: ["deliveries", project?.id, listed],
    queryFn: ({ signal }) => listDeliveries(project?.id ?? "", search, signal),
    enabled: project !== null,
    placeholderData: (before) => before,
  });
  const show = (delivery: string | undefined, read: boolean) => {
    setTakeFocus(read);
    void navigate({ search: (before) => ({ ...before, id: delivery }), replace: id !== undefined });
  };
  const { project: _, cursor, range, live, ...filters } = listed;
  const isNarrowed = Object.values({ ...filters, range, cursor }).some((each) => each !== undefined);
  return (
    <Screen title={t.title}>
      <DeliveryFilters project={project} />
      <Card flush>
        {list.isPending && <Skeleton />}
        {list.error && <ProblemNote error={list.error} retry={() => void list.refetch()} />}
        {list.data?.data.length === 0 && !isNarrowed && (
          <Empty text={t.empty}>
            <Link to={"/webhooks" as string} className={buttonClass("primary")}>
              {t.addWebhook}
            </Link>
          </Empty>
        )}
        {list.data?.data.length === 0 && isNarrowed && (
          <Empty text={t.emptyFiltered}>
            <Button onClick={() => void navigate({ search: ({ project: own }) => ({ project: own }) })}>
              {t.clear}
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
              rowLabel={(row) => `${row.type}, ${t.status[row.status]}`}
              selected={id}
              onOpen={(row) => show(row.id, true)}
              onMove={(row) => id !== undefined && show(row.id, false)}
            />
            <Pager
              shown={list.data.data.length}
              cursor={cursor}
              nextCursor={list.data.nextCursor}
              onGo={(next) =>
                void navigate({ search: (before) => ({ ...before, cursor: next, id: undefined }) })
              }
            />
          </>
        )}
      </Card>
      {id !== undefined && (
        <DeliveryDrawer key={id} id={id} takeFocus={takeFocus} onClose={() => show(undefined, false)} />
      )}
    </Screen>
  );
}
