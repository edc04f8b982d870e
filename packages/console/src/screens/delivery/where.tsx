import type { AttemptView, DeliveryDetail } from "@countersign/wire";
import { Card } from "../../parts/card.tsx";
import { Facts } from "../../parts/facts.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** Where an attempt went, which need not be where the webhook leads now, and what it carried. */
export function Where({ delivery, attempt }: { delivery: DeliveryDetail; attempt: AttemptView | undefined }) {
  const t = useTexts(texts);
  const code = (text: string | null | undefined) => (text ? <code>{text}</code> : "—");
  const trace = attempt?.requestHeaders.traceparent?.split("-")[1];
  return (
    <Card title={t.where}>
      <Facts
        facts={[
          [t.facts.attemptUrl, code(attempt?.url)],
          [t.facts.nowUrl, code(delivery.webhookUrl)],
          [t.facts.ip, code(attempt?.dialled)],
          [t.facts.webhookId, code(delivery.eventId)],
          [t.facts.subject, code(delivery.subject)],
          [t.facts.sequence, delivery.sequence ?? "—"],
          [t.facts.trace, trace ? code(trace) : null],
        ]}
      />
    </Card>
  );
}
