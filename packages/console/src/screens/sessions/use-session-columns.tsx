import type { SessionView } from "@countersign/wire";
import type { Column } from "../../parts/data-table.tsx";
import { Time } from "../../parts/time.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { checkTexts } from "../review/check-texts.ts";
import { SessionState } from "./session-state.tsx";
import { texts } from "./texts.ts";

/** The columns of the list. */
export function useSessionColumns(): Column<SessionView>[] {
  const t = useTexts(texts);
  const { reason } = useTexts(checkTexts);
  const { columns } = t;
  const code = (text: string | null) => (text === null ? "—" : <code>{text}</code>);
  return [
    { id: "time", header: columns.time, phone: "lead", cell: ({ createdAt }) => <Time at={createdAt} /> },
    {
      id: "status",
      header: columns.status,
      phone: "trail",
      cell: ({ status }) => <SessionState status={status} />,
    },
    { id: "method", header: columns.method, phone: "rest", cell: ({ method }) => t.methods[method] },
    {
      id: "reason",
      header: columns.reason,
      phone: "rest",
      cell: ({ failureReason }) => failureReason && reason[failureReason],
    },
    {
      id: "transaction",
      header: columns.transaction,
      phone: "rest",
      cell: ({ transactionId }) => code(transactionId),
    },
    { id: "user", header: columns.user, phone: "none", cell: ({ userId }) => code(userId) },
    { id: "origin", header: columns.origin, phone: "none", cell: ({ origin }) => t.origins[origin] },
  ];
}
