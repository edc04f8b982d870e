import { useRef, useState } from "react";
import type { RowChoice } from "./data-table.tsx";

/** Chosen rows of a list: one by one, a range with Shift, or all that are shown. */
export function useRowChoice(ids: readonly string[]): RowChoice & { clear: () => void } {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const shown = new Set([...chosen].filter((id) => ids.includes(id)));
  return {
    chosen: shown,
    toggle: (id, upTo) => {
      const from = upTo && last.current !== null ? ids.indexOf(last.current) : -1;
      const to = ids.indexOf(id);
      const range = from === -1 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
      const next = new Set(shown);
      for (const each of range) {
        if (shown.has(id)) next.delete(each);
        else next.add(each);
      }
      last.current = id;
      setChosen(next);
    },
    toggleAll: () => setChosen(shown.size === ids.length ? new Set() : new Set(ids)),
    clear: () => setChosen(new Set()),
  };
}
