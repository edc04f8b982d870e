import type { DeliveryDetail } from "@countersign/wire";
import { Card } from "../../parts/card.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Status } from "../../parts/status.tsx";
import { Time } from "../../parts/time.tsx";
import { usePreferences } from "../../preferences/preferences.ts";
import { milliseconds } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { outcomeText } from "../deliveries/delivery-state.tsx";
import { Phases } from "../deliveries/phases.tsx";
import { texts as deliveryTexts } from "../deliveries/texts.ts";
import styles from "./attempts.module.css";
import { NextAttempt } from "./next-attempt.tsx";
import { texts } from "./texts.ts";

type Attempt = DeliveryDetail["attempts"][number];

/** The attempts, the last one first, with what comes next above them. */
export function Attempts({
  delivery,
  selected,
  onSelect,
}: {
  delivery: DeliveryDetail;
  selected: number | undefined;
  onSelect: (number: number) => void;
}) {
  const t = useTexts(texts);
  const words = useTexts(deliveryTexts).outcome;
  const { language } = usePreferences();
  const { attempts, maxAttempts } = delivery;
  const longestMs = Math.max(...attempts.map(({ durationMs }) => durationMs));
  const shown = attempts.find(({ number }) => number === selected);
  const outcome = ({ statusCode, outcome: word }: Attempt) => String(statusCode ?? outcomeText(words, word));
  const columns: Column<Attempt>[] = [
    { id: "number", header: t.columns.number, phone: "lead", cell: ({ number }) => number },
    {
      id: "started",
      header: t.columns.started,
      phone: "rest",
      cell: ({ startedAt }) => <Time at={startedAt} />,
    },
    {
      id: "outcome",
      header: t.columns.outcome,
      phone: "trail",
      cell: (attempt) => (
        <>
          <Status health={attempt.outcome === "delivered" ? "ok" : "bad"}>{outcome(attempt)}</Status>
          {attempt.resend && <span className={styles.resent}> {t.resent}</span>}
        </>
      ),
    },
    {
      id: "phases",
      header: t.columns.phases,
      phone: "none",
      cell: (attempt) => (
        <div className={styles.phases}>
          <Phases attempt={attempt} longestMs={longestMs} />
        </div>
      ),
    },
    {
      id: "total",
      header: t.columns.total,
      align: "end",
      phone: "rest",
      cell: ({ durationMs }) => milliseconds(durationMs, language),
    },
  ];
  return (
    <Card title={t.attempts(attempts.length)} aside={maxAttempts && t.schedule(maxAttempts)} flush>
      {delivery.nextAttemptAt !== null && <NextAttempt delivery={delivery} at={delivery.nextAttemptAt} />}
      {attempts.length === 0 ? (
        <p className={styles.none}>{t.noAttempts}</p>
      ) : (
        <DataTable
          label={t.attempts(attempts.length)}
          columns={columns}
          rows={attempts.toReversed()}
          rowId={({ number }) => String(number)}
          rowLabel={(attempt) => `${attempt.number}, ${outcome(attempt)}`}
          selected={selected === undefined ? undefined : String(selected)}
          onOpen={({ number }) => onSelect(number)}
          onMove={({ number }) => onSelect(number)}
        />
      )}
      {shown && (
        <div className={styles.legend}>
          <Phases attempt={shown} longestMs={shown.durationMs} legend />
        </div>
      )}
    </Card>
  );
}
