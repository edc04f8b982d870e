import type { WebhookView } from "@countersign/wire";
import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Note } from "../../parts/note.tsx";
import { Status } from "../../parts/status.tsx";
import { Time } from "../../parts/time.tsx";
import { usePreferences } from "../../preferences/preferences.ts";
import { milliseconds } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { outcomeText } from "./delivery-state.tsx";
import styles from "./live-tail.module.css";
import type { TailRow } from "./tail.ts";
import { texts } from "./texts.ts";
import { useTail } from "./use-tail.ts";

const rowHeight = 32;

/**
 * Attempts as they are made, the newest first. It stands still while it is paused or scrolled, so
 * that nothing moves under the pointer; what comes meanwhile is counted.
 */
export function LiveTail({
  projectId,
  webhooks,
  onAttempt,
}: {
  projectId: string;
  webhooks: readonly WebhookView[];
  /** Called for each attempt, shown or not. */
  onAttempt: () => void;
}) {
  const t = useTexts(texts);
  const [paused, setPaused] = useState(false);
  const [scrolled, setScrolled] = useState(false);
  const box = useRef<HTMLElement>(null);
  const { shown, held, missed } = useTail(projectId, paused || scrolled, onAttempt);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => shown[at]?.key ?? at,
    overscan: 8,
  });
  const goOn = () => {
    setPaused(false);
    box.current?.scrollTo({ top: 0 });
  };
  return (
    <Card
      flush
      title={t.tail}
      aside={
        <>
          {held.length > 0 && <span role="status">{t.fresh(held.length)}</span>}
          {paused || scrolled ? (
            <Button onClick={goOn}>{t.tailResume}</Button>
          ) : (
            <Button onClick={() => setPaused(true)}>{t.tailPause}</Button>
          )}
        </>
      }
    >
      {missed && <Note look="warn">{t.tailMissed}</Note>}
      <section
        ref={box}
        className={styles.box}
        aria-label={t.tail}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        onScroll={({ currentTarget }) => setScrolled(currentTarget.scrollTop > 0)}
      >
        {shown.length === 0 && <p className={styles.none}>{t.tailEmpty}</p>}
        <ul className={styles.rows} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, key, start }) => {
            const row = shown[index];
            return (
              row && (
                <li key={key} style={{ transform: `translateY(${start}px)` }}>
                  <Row row={row} webhook={webhooks.find(({ id }) => id === row.webhookId)} />
                </li>
              )
            );
          })}
        </ul>
      </section>
    </Card>
  );
}

function Row({ row, webhook }: { row: TailRow; webhook: WebhookView | undefined }) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const { createdAt, id, type, outcome, statusCode, durationMs } = row;
  const accepted = outcome === "delivered" || outcome === "done";
  return (
    <>
      <Time at={createdAt} />
      <Status health={accepted ? "ok" : "bad"}>
        {accepted ? (statusCode ?? t.status.done) : (statusCode ?? outcomeText(t.outcome, outcome))}
      </Status>
      <Link to="/deliveries/$deliveryId" params={{ deliveryId: id }}>
        <code>{type}</code>
      </Link>
      <span className={styles.webhook}>{webhook?.name ?? row.webhookId}</span>
      <span className={styles.time}>{durationMs !== null && milliseconds(durationMs, language)}</span>
    </>
  );
}
