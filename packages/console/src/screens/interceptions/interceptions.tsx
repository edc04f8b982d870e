import type { InterceptionSummary } from "@countersign/wire";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { buttonClass } from "../../parts/button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { ListCard } from "../../parts/list-card.tsx";
import { ListEmpty } from "../../parts/list-empty.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Time } from "../../parts/time.tsx";
import { useMay } from "../../people/use-may.ts";
import { usePreferences } from "../../preferences/preferences.ts";
import { useProject } from "../../project/use-project.ts";
import { milliseconds } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { listInterceptions } from "./calls.ts";
import { InterceptionFilters } from "./interception-filters.tsx";
import { RunDrawer } from "./run-drawer.tsx";
import { texts } from "./texts.ts";
import { VerdictStatus } from "./verdict-status.tsx";

const route = getRouteApi("/frame/interceptions");

/** What hooks were asked before something happened, newest first. */
export function Interceptions() {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const project = useProject();
  const may = useMay();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [takeFocus, setTakeFocus] = useState(false);
  const { id, ...listed } = search;
  const list = useQuery({
    queryKey: ["interceptions", project?.id, listed],
    queryFn: ({ signal }) => listInterceptions(project?.id ?? "", search, signal),
    enabled: project !== null,
    placeholderData: (before) => before,
  });
  const open = list.data?.data.find((row) => row.id === id);
  const show = (run: string | undefined, read: boolean) => {
    setTakeFocus(read);
    void navigate({ search: (before) => ({ ...before, id: run }), replace: id !== undefined });
  };
  const { project: _, ...filters } = listed;
  const { columns: names } = t;
  const columns: Column<InterceptionSummary>[] = [
    { id: "time", header: names.time, phone: "lead", cell: ({ createdAt }) => <Time at={createdAt} /> },
    { id: "verdict", header: names.verdict, phone: "trail", cell: (run) => <VerdictStatus run={run} /> },
    { id: "event", header: names.event, phone: "rest", cell: ({ event }) => <code>{event}</code> },
    {
      id: "subject",
      header: names.subject,
      phone: "rest",
      cell: ({ subject }) => (subject === null ? "—" : <code>{subject}</code>),
    },
    { id: "status", header: names.status, phone: "none", cell: ({ statusCode }) => statusCode ?? "—" },
    {
      id: "total",
      header: names.total,
      align: "end",
      phone: "rest",
      cell: ({ totalMs }) => milliseconds(totalMs, language),
    },
  ];
  return (
    <Screen title={t.title}>
      <InterceptionFilters />
      <ListCard
        list={list}
        cursor={search.cursor}
        onGo={(cursor) => void navigate({ search: (before) => ({ ...before, cursor, id: undefined }) })}
        empty={
          <ListEmpty
            filters={filters}
            texts={t}
            onClear={() => void navigate({ search: ({ project: own }) => ({ project: own }) })}
          >
            {may("webhooks.set_up") && (
              <Link to="/webhooks/new" className={buttonClass()}>
                {t.emptyAction}
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
            rowLabel={(row) => `${row.event}, ${t.verdict[row.verdict]}`}
            selected={id}
            onOpen={(row) => show(row.id, true)}
            onMove={(row) => id !== undefined && show(row.id, false)}
          />
        )}
      </ListCard>
      {open && <RunDrawer run={open} takeFocus={takeFocus} onClose={() => show(undefined, false)} />}
    </Screen>
  );
}
