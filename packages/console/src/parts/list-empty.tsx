import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Empty } from "./empty.tsx";

/** A list without rows: what narrows it can be cleared, or, where nothing does, `children` is the next step. */
export function ListEmpty({
  filters,
  texts,
  onClear,
  children,
}: {
  /** What narrows the list; undefined members don't. */
  filters: object;
  texts: { empty: string; emptyFiltered: string; clear: string };
  onClear: () => void;
  children: ReactNode;
}) {
  const isNarrowed = Object.values(filters).some((each) => each !== undefined);
  if (!isNarrowed) return <Empty text={texts.empty}>{children}</Empty>;
  return (
    <Empty text={texts.emptyFiltered}>
      <Button onClick={onClear}>{texts.clear}</Button>
    </Empty>
  );
}
