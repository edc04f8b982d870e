import type { AuditRecordView } from "@countersign/wire";
import type { Column } from "../../parts/data-table.tsx";
import { Time } from "../../parts/time.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** The columns of the log. */
export function useAuditColumns(): Column<AuditRecordView>[] {
  const t = useTexts(texts);
  const { columns } = t;
  return [
    { id: "time", header: columns.time, phone: "lead", cell: ({ createdAt }) => <Time at={createdAt} /> },
    { id: "action", header: columns.action, phone: "trail", cell: ({ action }) => <code>{action}</code> },
    {
      id: "actor",
      header: columns.actor,
      phone: "rest",
      cell: ({ actor }) => (
        <>
          {t.kind[actor.kind]} <code>{actor.id}</code>
        </>
      ),
    },
    {
      id: "target",
      header: columns.target,
      phone: "rest",
      cell: ({ target }) => (target === null ? "—" : <code>{target}</code>),
    },
    { id: "address", header: columns.address, phone: "none", cell: ({ address }) => address ?? "—" },
  ];
}
