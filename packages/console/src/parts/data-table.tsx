import { type ReactNode, useRef } from "react";
import { useKeys } from "../keys/keys.ts";
import { useTexts } from "../texts/use-texts.ts";
import styles from "./data-table.module.css";
import { texts } from "./texts.ts";

export interface Column<Row> {
  id: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  align?: "end";
  /** On a phone: at the left or the right of a row's first line, in its second line, or not at all. */
  phone: "lead" | "trail" | "rest" | "none";
}

/** Which rows are chosen, and how they are. */
export interface RowChoice {
  chosen: ReadonlySet<string>;
  /** `upTo`: all rows between the last one that was chosen and this one. */
  toggle: (id: string, upTo: boolean) => void;
  toggleAll: () => void;
}

/**
 * A list as a table, of two lines a row on a phone. The first column's cell opens a row, by click
 * anywhere in the row or by Enter; `j` and `k` go from row to row, and `x` chooses one.
 */
export function DataTable<Row>({
  label,
  columns,
  rows,
  rowId,
  rowLabel,
  selected,
  onOpen,
  onMove,
  choice,
}: {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** What opening a row is called, for who doesn't see the row. */
  rowLabel: (row: Row) => string;
  /** The row that is open. */
  selected?: string | undefined;
  onOpen: (row: Row) => void;
  /** `j` or `k` moved to a row. */
  onMove?: (row: Row) => void;
  choice?: RowChoice;
}) {
  const t = useTexts(texts);
  const table = useRef<HTMLTableElement>(null);
  const buttons = () => [...(table.current?.querySelectorAll<HTMLElement>("button[data-row]") ?? [])];
  const focused = () => buttons().findIndex((each) => each.matches(":focus"));
  const move = (by: 1 | -1) => {
    const at = focused() === -1 ? rows.findIndex((row) => rowId(row) === selected) : focused();
    const next = at === -1 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1);
    const row = rows[next];
    if (row === undefined) return;
    buttons()[next]?.focus();
    onMove?.(row);
  };
  const chooseFocused = () => {
    const row = rows[focused()];
    if (row !== undefined) choice?.toggle(rowId(row), false);
  };
  useKeys([
    { keys: "j", label: t.nextRow, run: () => move(1) },
    { keys: "k", label: t.previousRow, run: () => move(-1) },
    ...(choice ? [{ keys: "x", label: t.selectRow, run: chooseFocused }] : []),
  ]);
  return (
    <div className={styles.scroll}>
      <table className={styles.table} ref={table} aria-label={label}>
        <thead>
          <tr>
            {choice && (
              <th className={styles.check}>
                <input
                  type="checkbox"
                  aria-label={t.selectAll}
                  checked={rows.length > 0 && rows.every((row) => choice.chosen.has(rowId(row)))}
                  onChange={choice.toggleAll}
                />
              </th>
            )}
            {columns.map(({ id, header, align }) => (
              <th key={id} className={align && styles[align]}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const id = rowId(row);
            return (
              <tr
                key={id}
                data-selected={id === selected}
                onClick={({ target }) => {
                  const own = target instanceof Element && target.closest("a, input, button:not([data-row])");
                  if (!own && String(getSelection()) === "") onOpen(row);
                }}
              >
                {choice && (
                  <td className={styles.check} data-phone="check">
                    <input
                      type="checkbox"
                      aria-label={`${t.selectRow}: ${rowLabel(row)}`}
                      checked={choice.chosen.has(id)}
                      onChange={({ nativeEvent }) =>
                        choice.toggle(id, "shiftKey" in nativeEvent && nativeEvent.shiftKey === true)
                      }
                    />
                  </td>
                )}
                {columns.map(({ id: column, cell, align, phone }, at) => (
                  <td key={column} className={align && styles[align]} data-phone={phone}>
                    {at === 0 ? (
                      <button
                        type="button"
                        data-row={id}
                        className={styles.open}
                        aria-expanded={selected === undefined ? undefined : id === selected}
                      >
                        {cell(row)}
                        <span className={styles.hidden}>, {rowLabel(row)}</span>
                      </button>
                    ) : (
                      cell(row)
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
