import type { InterceptionSummary } from "@countersign/wire";
import { getRouteApi, Link } from "@tanstack/react-router";
import { buttonClass } from "../../parts/button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Time } from "../../parts/time.tsx";
import { useMay } from "../../people/use-may.ts";
import { usePreferences } from "../../preferences/preferences.ts";
import { RecordList } from "../../project/record-list.tsx";
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
  const may = useMay();
  const search = route.useSearch();
  const navigate = route.useNavigate();
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
      <RecordList
        name="interceptions"
        search={search}
        onSearch={(change, replace) =>
          void navigate({ search: (before) => ({ ...before, ...change }), replace })
        }
        onClear={() => void navigate({ search: ({ project }) => ({ project }) })}
        read={listInterceptions}
        columns={columns}
        rowLabel={(row) => `${row.event}, ${t.verdict[row.verdict]}`}
        texts={t}
        nextStep={
          may("webhooks.set_up") && (
            <Link to="/webhooks/new" className={buttonClass()}>
              {t.emptyAction}
            </Link>
          )
        }
        drawer={(run, opened) => <RunDrawer run={run} {...opened} />}
      />
    </Screen>
  );
}
