import type { DeliveryView, WebhookView } from "@countersign/wire";
import type { Column } from "../../parts/data-table.tsx";
import { Time } from "../../parts/time.tsx";
import { usePreferences } from "../../preferences/preferences.ts";
import { milliseconds } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { AnswerOf, DeliveryState } from "./delivery-state.tsx";
import { texts } from "./texts.ts";

/** The columns of the log. */
export function useDeliveryColumns(webhooks: readonly WebhookView[]): Column<DeliveryView>[] {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const names = new Map(webhooks.map(({ id, name }) => [id, name]));
  const { columns } = t;
  return [
    { id: "time", header: columns.time, phone: "lead", cell: (row) => <Time at={row.createdAt} /> },
    { id: "status", header: columns.status, phone: "trail", cell: (row) => <DeliveryState delivery={row} /> },
    { id: "answer", header: columns.answer, phone: "rest", cell: (row) => <AnswerOf delivery={row} /> },
    { id: "event", header: columns.event, phone: "rest", cell: (row) => <code>{row.type}</code> },
    {
      id: "webhook",
      header: columns.webhook,
      phone: "rest",
      cell: (row) => names.get(row.webhookId) ?? row.webhookId,
    },
    { id: "attempt", header: columns.attempt, phone: "none", cell: (row) => row.attemptCount },
    {
      id: "duration",
      header: columns.duration,
      align: "end",
      phone: "rest",
      cell: (row) => (row.durationMs === null ? "—" : milliseconds(row.durationMs, language)),
    },
  ];
}
