import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { buttonClass } from "../../parts/button.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { ListCard } from "../../parts/list-card.tsx";
import { ListEmpty } from "../../parts/list-empty.tsx";
import { Screen } from "../../parts/screen.tsx";
import { useProject } from "../../project/use-project.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { listSessions } from "./calls.ts";
import { SessionDrawer } from "./session-drawer.tsx";
import { SessionFilters } from "./session-filters.tsx";
import { texts } from "./texts.ts";
import { useSessionColumns } from "./use-session-columns.tsx";

const route = getRouteApi("/frame/sessions");

/** The runs of every verification method, newest first. */
export function Sessions() {
  const t = useTexts(texts);
  const project = useProject();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useSessionColumns();
  const [takeFocus, setTakeFocus] = useState(false);
  const { id, ...listed } = search;
  const list = useQuery({
    queryKey: ["sessions", project?.id, listed],
    queryFn: ({ signal }) => listSessions(project?.id ?? "", search, signal),
    enabled: project !== null,
    placeholderData: (before) => before,
  });
  const open = list.data?.data.find((row) => row.id === id);
  const show = (session: string | undefined, read: boolean) => {
    setTakeFocus(read);
    void navigate({ search: (before) => ({ ...before, id: session }), replace: id !== undefined });
  };
  const { project: _, ...filters } = listed;
  return (
    <Screen title={t.title}>
      <SessionFilters />
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
            <Link to="/project" className={buttonClass()}>
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
            rowLabel={(row) => `${t.methods[row.method]}, ${t.status[row.status]}`}
            selected={id}
            onOpen={(row) => show(row.id, true)}
            onMove={(row) => id !== undefined && show(row.id, false)}
          />
        )}
      </ListCard>
      {open && <SessionDrawer session={open} takeFocus={takeFocus} onClose={() => show(undefined, false)} />}
    </Screen>
  );
}
