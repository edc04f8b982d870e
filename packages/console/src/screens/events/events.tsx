import type { EventView } from "@countersign/wire";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { buttonClass } from "../../parts/button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { ListCard } from "../../parts/list-card.tsx";
import { ListEmpty } from "../../parts/list-empty.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Time } from "../../parts/time.tsx";
import { useProject } from "../../project/use-project.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { listEvents } from "./calls.ts";
import { EventDrawer } from "./event-drawer.tsx";
import { EventFilters } from "./event-filters.tsx";
import { texts } from "./texts.ts";
import { useEventTitle } from "./use-event-title.ts";

const route = getRouteApi("/frame/events");

/** What happened, newest first. */
export function Events() {
  const t = useTexts(texts);
  const project = useProject();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const title = useEventTitle();
  const [takeFocus, setTakeFocus] = useState(false);
  const { id, ...listed } = search;
  const list = useQuery({
    queryKey: ["events", project?.id, listed],
    queryFn: ({ signal }) => listEvents(project?.id ?? "", search, signal),
    enabled: project !== null,
    placeholderData: (before) => before,
  });
  const open = list.data?.data.find((row) => row.id === id);
  const show = (event: string | undefined, read: boolean) => {
    setTakeFocus(read);
    void navigate({ search: (before) => ({ ...before, id: event }), replace: id !== undefined });
  };
  const { project: _, ...filters } = listed;
  const columns: Column<EventView>[] = [
    { id: "time", header: t.columns.time, phone: "lead", cell: ({ createdAt }) => <Time at={createdAt} /> },
    { id: "type", header: t.columns.type, phone: "trail", cell: ({ type }) => <code>{type}</code> },
    { id: "about", header: t.columns.about, phone: "rest", cell: ({ type }) => title(type) ?? "—" },
    {
      id: "subject",
      header: t.columns.subject,
      phone: "rest",
      cell: ({ subject }) => (subject === null ? "—" : <code>{subject}</code>),
    },
    {
      id: "sequence",
      header: t.columns.sequence,
      align: "end",
      phone: "none",
      cell: ({ sequence }) => sequence ?? "—",
    },
  ];
  return (
    <Screen title={t.title}>
      <EventFilters />
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
            <Link to="/sessions" className={buttonClass()}>
              {t.emptyAction}
            </Link>
          </ListEmpty>
        }
      >
        {(rows) => (
          <DataTable
            label={t.table}
            columns={columns}
            rows={rows}
            rowId={(row) => row.id}
            rowLabel={(row) => row.type}
            selected={id}
            onOpen={(row) => show(row.id, true)}
            onMove={(row) => id !== undefined && show(row.id, false)}
          />
        )}
      </ListCard>
      {open && <EventDrawer event={open} takeFocus={takeFocus} onClose={() => show(undefined, false)} />}
    </Screen>
  );
}
