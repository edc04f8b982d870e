import type { AuditRecordView, Page } from "@countersign/wire";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { get } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Pager } from "../../parts/pager.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useProject } from "../../project/use-project.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { ExportButton } from "./export-button.tsx";
import { RecordDrawer } from "./record-drawer.tsx";
import { auditFilter } from "./search.ts";
import { texts } from "./texts.ts";
import { useAuditColumns } from "./use-audit-columns.tsx";

const route = getRouteApi("/frame/audit");
const pageSize = 50;

/** Who changed or looked at what, newest first. */
export function Audit() {
  const t = useTexts(texts);
  const project = useProject();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useAuditColumns();
  const [takeFocus, setTakeFocus] = useState(false);
  const { id, ...listed } = search;
  const list = useQuery({
    queryKey: ["audit", project?.id, listed],
    queryFn: ({ signal }) =>
      get<Page<AuditRecordView>>(
        "/audit",
        { ...auditFilter(search, project?.id, Date.now()), cursor: search.cursor, limit: pageSize },
        signal,
      ),
    enabled: project !== null || search.scope === "all",
    placeholderData: (before) => before,
  });
  const rows = list.data?.data ?? [];
  const open = rows.find((row) => row.id === id);
  const show = (record: string | undefined, read: boolean) => {
    setTakeFocus(read);
    void navigate({ search: (before) => ({ ...before, id: record }), replace: id !== undefined });
  };
  return (
    <Screen title={t.title} actions={<ExportButton search={search} projectId={project?.id} />}>
      <AuditFilters />
      <Card flush>
        {list.isPending && <Skeleton />}
        {list.error && <ProblemNote error={list.error} retry={() => void list.refetch()} />}
        {list.data && rows.length === 0 && (
          <Empty text={t.empty}>
            <Button
              onClick={() =>
                void navigate({ search: (before) => ({ project: before.project, scope: "all" }) })
              }
            >
              {t.showAll}
            </Button>
          </Empty>
        )}
        {list.data && rows.length > 0 && (
          <>
            <DataTable
              label={t.title}
              columns={columns}
              rows={rows}
              rowId={(row) => row.id}
              rowLabel={(row) => `${row.action}, ${row.actor.id}`}
              selected={id}
              onOpen={(row) => show(row.id, true)}
              onMove={(row) => id !== undefined && show(row.id, false)}
            />
            <Pager
              shown={rows.length}
              cursor={search.cursor}
              nextCursor={list.data.nextCursor}
              onGo={(cursor) => void navigate({ search: (before) => ({ ...before, cursor, id: undefined }) })}
            />
          </>
        )}
      </Card>
      {open && <RecordDrawer record={open} takeFocus={takeFocus} onClose={() => show(undefined, false)} />}
    </Screen>
  );
}
