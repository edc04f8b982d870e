import type { Page } from "@countersign/wire";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { ListCard } from "../parts/list-card.tsx";
import { ListEmpty } from "../parts/list-empty.tsx";
import { useProject } from "./use-project.ts";

/** What every such list has in its address, in addition to its filters. */
interface ListSearch {
  project?: string | undefined;
  cursor?: string | undefined;
  /** The row that the drawer shows. */
  id?: string | undefined;
}

/** What the drawer of a list's open row needs. */
interface Opened {
  /** False while `j` and `k` move through the table, which keeps the focus. */
  takeFocus: boolean;
  onClose: () => void;
}

/**
 * A project's records of one kind, newest first: the table, its pages, and the drawer of the open
 * row. Filters, page and open row are in the address.
 */
export function RecordList<Row extends { id: string }, Search extends ListSearch>({
  name,
  search,
  onSearch,
  onClear,
  read,
  columns,
  rowLabel,
  texts,
  nextStep,
  drawer,
}: {
  /** What the records are called in the cache. */
  name: string;
  search: Search;
  /** Changes the address; `replace`: without a step in the browser's history. */
  onSearch: (change: ListSearch, replace: boolean) => void;
  /** Removes the filters from the address. */
  onClear: () => void;
  read: (projectId: string, search: Search, signal: AbortSignal) => Promise<Page<Row>>;
  columns: readonly Column<Row>[];
  rowLabel: (row: Row) => string;
  texts: { table: string; empty: string; emptyFiltered: string; clear: string };
  /** Where a project without any record goes from here. */
  nextStep: ReactNode;
  drawer: (row: Row, opened: Opened) => ReactNode;
}) {
  const project = useProject();
  const [takeFocus, setTakeFocus] = useState(false);
  const { id, ...listed } = search;
  const { project: _, ...filters } = listed;
  const list = useQuery<Page<Row>>({
    queryKey: [name, project?.id, listed],
    queryFn: ({ signal }) => read(project?.id ?? "", search, signal),
    enabled: project !== null,
    placeholderData: keepPreviousData,
  });
  const open = list.data?.data.find((row) => row.id === id);
  const show = (row: string | undefined, focus: boolean) => {
    setTakeFocus(focus);
    onSearch({ id: row }, id !== undefined);
  };
  return (
    <>
      <ListCard
        list={list}
        cursor={search.cursor}
        onGo={(cursor) => onSearch({ cursor, id: undefined }, false)}
        empty={
          <ListEmpty filters={filters} texts={texts} onClear={onClear}>
            {nextStep}
          </ListEmpty>
        }
      >
        {(rows) => (
          <DataTable
            label={texts.table}
            columns={columns}
            rows={rows}
            rowId={(row) => row.id}
            rowLabel={rowLabel}
            selected={id}
            onOpen={(row) => show(row.id, true)}
            onMove={(row) => id !== undefined && show(row.id, false)}
          />
        )}
      </ListCard>
      {open && drawer(open, { takeFocus, onClose: () => show(undefined, false) })}
    </>
  );
}
