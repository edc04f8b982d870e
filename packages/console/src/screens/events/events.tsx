import type { EventView } from "@countersign/wire";
import { getRouteApi, Link } from "@tanstack/react-router";
import { buttonClass } from "../../parts/button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Time } from "../../parts/time.tsx";
import { RecordList } from "../../project/record-list.tsx";
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
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const title = useEventTitle();
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
      <RecordList
        name="events"
        search={search}
        onSearch={(change, replace) =>
          void navigate({ search: (before) => ({ ...before, ...change }), replace })
        }
        onClear={() => void navigate({ search: ({ project }) => ({ project }) })}
        read={listEvents}
        columns={columns}
        rowLabel={(row) => row.type}
        texts={t}
        nextStep={
          <Link to="/sessions" className={buttonClass()}>
            {t.emptyAction}
          </Link>
        }
        drawer={(event, opened) => <EventDrawer event={event} {...opened} />}
      />
    </Screen>
  );
}
