import type { OperatorView, Page } from "@countersign/wire";
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
import { useTexts } from "../../texts/use-texts.ts";
import { NewOperator } from "./new-operator.tsx";
import { OperatorDrawer } from "./operator-drawer.tsx";
import { operatorsKey } from "./operators-key.ts";
import { texts } from "./texts.ts";
import { useOperatorColumns } from "./use-operator-columns.tsx";

const route = getRouteApi("/frame/operators");
const pageSize = 50;

/** The people who may sign in: invited, changed and disabled by admins. */
export function Operators() {
  const t = useTexts(texts);
  const { cursor, id } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useOperatorColumns();
  const [takeFocus, setTakeFocus] = useState(false);
  const [adding, setAdding] = useState(false);
  const list = useQuery({
    queryKey: [...operatorsKey, cursor],
    queryFn: ({ signal }) => get<Page<OperatorView>>("/operators", { cursor, limit: pageSize }, signal),
    placeholderData: (before) => before,
  });
  const rows = list.data?.data ?? [];
  const open = rows.find((row) => row.id === id);
  const show = (operator: string | undefined, read: boolean) => {
    setTakeFocus(read);
    void navigate({ search: (before) => ({ ...before, id: operator }), replace: id !== undefined });
  };
  const add = (
    <Button look="primary" onClick={() => setAdding(true)}>
      {t.add}
    </Button>
  );
  return (
    <Screen title={t.title} actions={add}>
      <Card flush>
        {list.isPending && <Skeleton />}
        {list.error && <ProblemNote error={list.error} retry={() => void list.refetch()} />}
        {list.data && rows.length === 0 && <Empty text={t.none}>{add}</Empty>}
        {list.data && rows.length > 0 && (
          <>
            <DataTable
              label={t.title}
              columns={columns}
              rows={rows}
              rowId={(row) => row.id}
              rowLabel={(row) => row.email ?? row.id}
              selected={id}
              onOpen={(row) => show(row.id, true)}
              onMove={(row) => id !== undefined && show(row.id, false)}
            />
            <Pager
              shown={rows.length}
              cursor={cursor}
              nextCursor={list.data.nextCursor}
              onGo={(to) => void navigate({ search: (before) => ({ ...before, cursor: to, id: undefined }) })}
            />
          </>
        )}
      </Card>
      {open && (
        <OperatorDrawer
          key={`${open.id} ${open.version}`}
          operator={open}
          takeFocus={takeFocus}
          onClose={() => show(undefined, false)}
        />
      )}
      {adding && <NewOperator onClose={() => setAdding(false)} />}
    </Screen>
  );
}
