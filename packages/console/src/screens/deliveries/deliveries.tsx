import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { Button, buttonClass } from "../../parts/button.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { ListCard } from "../../parts/list-card.tsx";
import { ListEmpty } from "../../parts/list-empty.tsx";
import { Screen } from "../../parts/screen.tsx";
import { useRowChoice } from "../../parts/use-row-choice.ts";
import { useMay } from "../../people/use-may.ts";
import { useProject } from "../../project/use-project.ts";
import { useWebhooks } from "../../project/use-webhooks.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { listDeliveries, type ResendSelection } from "./calls.ts";
import styles from "./deliveries.module.css";
import { DeliveryDrawer } from "./delivery-drawer.tsx";
import { DeliveryFilters } from "./delivery-filters.tsx";
import { ResendDialog } from "./resend-dialog.tsx";
import { selectionOf } from "./resend-selection.ts";
import { texts } from "./texts.ts";
import { useDeliveryColumns } from "./use-delivery-columns.tsx";
import { useFresh } from "./use-fresh.ts";

const route = getRouteApi("/frame/deliveries");
/** With the program that shows a part of a long list: loaded once somebody looks. */
const LiveTail = lazy(async () => ({ default: (await import("./live-tail.tsx")).LiveTail }));

/** The log of what was sent where, newest first. */
export function Deliveries() {
  const t = useTexts(texts);
  const project = useProject();
  const may = useMay();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const webhooks = useWebhooks(project?.id).data?.data ?? [];
  const columns = useDeliveryColumns(webhooks);
  const names = webhooks.filter((each) => search.webhook?.includes(each.id)).map(({ name }) => name);
  const [takeFocus, setTakeFocus] = useState(false);
  const [resending, setResending] = useState<ResendSelection | null | undefined>(undefined);
  const { id, ...listed } = search;
  const { project: _, live: _live, ...filters } = listed;
  const list = useQuery({
    queryKey: ["deliveries", project?.id, listed],
    queryFn: ({ signal }) => listDeliveries(project?.id ?? "", search, signal),
    enabled: project !== null,
    placeholderData: (before) => before,
  });
  const [fresh, countFresh] = useFresh(project?.id, search.live === "on", list.dataUpdatedAt);
  const choice = useRowChoice(list.data?.data.map((row) => row.id) ?? []);
  const { size } = choice.chosen;
  const openResend = () => {
    if (project === null) return;
    const chosen = { projectId: project.id, deliveryId: [...choice.chosen] };
    setResending(size > 0 ? chosen : selectionOf(project.id, search, Date.now()));
  };
  const show = (delivery: string | undefined, read: boolean) => {
    setTakeFocus(read);
    void navigate({ search: (before) => ({ ...before, id: delivery }), replace: id !== undefined });
  };
  return (
    <Screen
      title={t.title}
      actions={
        may("deliveries.send") && list.data && list.data.data.length > 0 ? (
          <Button onClick={openResend}>{size > 0 ? t.resendChosen(String(size)) : t.resendMany}</Button>
        ) : undefined
      }
    >
      <DeliveryFilters project={project} />
      {project !== null && search.live === "on" && (
        <Suspense>
          <LiveTail projectId={project.id} webhooks={webhooks} onAttempt={countFresh} />
        </Suspense>
      )}
      {fresh > 0 && (
        <div className={styles.fresh} role="status">
          <Button onClick={() => void list.refetch()}>{t.fresh(fresh)}</Button>
        </div>
      )}
      <ListCard
        list={list}
        cursor={search.cursor}
        onGo={(next) => void navigate({ search: (before) => ({ ...before, cursor: next, id: undefined }) })}
        empty={
          <ListEmpty
            filters={filters}
            texts={t}
            onClear={() => void navigate({ search: ({ project: own }) => ({ project: own }) })}
          >
            {may("webhooks.set_up") && (
              <Link to="/webhooks" className={buttonClass("primary")}>
                {t.addWebhook}
              </Link>
            )}
          </ListEmpty>
        }
      >
        {(rows) => (
          <DataTable
            label={t.table}
            columns={columns}
            rows={rows}
            rowId={(row) => row.id}
            rowLabel={(row) => `${row.type}, ${t.status[row.status]}`}
            selected={id}
            {...(may("deliveries.send") && { choice })}
            onOpen={(row) => show(row.id, true)}
            onMove={(row) => id !== undefined && show(row.id, false)}
          />
        )}
      </ListCard>
      {resending !== undefined && (
        <ResendDialog
          selection={resending}
          to={names.length === 1 && size === 0 ? (names[0] ?? null) : null}
          onClose={() => {
            setResending(undefined);
            choice.clear();
          }}
        />
      )}
      {id !== undefined && (
        <DeliveryDrawer key={id} id={id} takeFocus={takeFocus} onClose={() => show(undefined, false)} />
      )}
    </Screen>
  );
}
