import type { WebhookView } from "@countersign/wire";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../../people/use-may.ts";
import { usePreferences } from "../../preferences/preferences.ts";
import { WebhookState } from "../../project/webhook-state.tsx";
import { milliseconds } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { DayBars } from "./day-bars.tsx";
import { texts } from "./texts.ts";
import { useHealth } from "./use-health.ts";
import { useReordering } from "./use-reordering.ts";
import styles from "./webhooks.module.css";

/**
 * The webhooks in their order. A row is moved by dragging its handle, or with the arrows while the
 * handle has the focus; each move is announced.
 */
export function OrderTable({ projectId, webhooks }: { projectId: string; webhooks: readonly WebhookView[] }) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const moves = useMay(projectId)("webhooks.change");
  const { rows, move, announced } = useReordering(projectId, webhooks);
  const health = useHealth(rows.map(({ id }) => id));
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const columns = ["move", "order", "name", "url", "events", "mode", "state", "time", "day"] as const;
  return (
    <div className={styles.scroll}>
      <span className={styles.hidden} aria-live="polite">
        {announced}
      </span>
      <table className={styles.table} aria-label={t.table}>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name}>
                {name === "move" ? <span className={styles.hidden}>{t.columns.move}</span> : t.columns[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((webhook, at) => {
            const { id, name, url, events, mode, order, kind, require } = webhook;
            const day = health.get(id);
            return (
              <tr
                key={id}
                data-over={over === id && dragged !== id}
                onDragOver={(event) => {
                  if (dragged === null) return;
                  event.preventDefault();
                  setOver(id);
                }}
                onDrop={() => dragged !== null && move(dragged, at)}
              >
                <td data-column="move">
                  {moves && kind === "configured" && (
                    <button
                      type="button"
                      className={styles.handle}
                      draggable
                      aria-label={t.move(name)}
                      onDragStart={() => setDragged(id)}
                      onDragEnd={() => {
                        setDragged(null);
                        setOver(null);
                      }}
                      onKeyDown={(event) => {
                        if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
                        event.preventDefault();
                        move(id, at + (event.key === "ArrowUp" ? -1 : 1));
                      }}
                    >
                      ⠿
                    </button>
                  )}
                </td>
                <td data-column="order">{order}</td>
                <td data-column="name">
                  <Link to="/webhooks/$webhookId" params={{ webhookId: id }} className={styles.name}>
                    {name}
                  </Link>
                  {kind === "static" && <div className={styles.soft}>{t.staticAddress}</div>}
                </td>
                <td data-column="url" title={url ?? undefined}>
                  {url ?? (require ? t.builtIn(require.kycLevel) : "—")}
                </td>
                <td data-column="events" title={events.join(", ")}>
                  <code>{events.join(", ")}</code>
                </td>
                <td data-column="mode">
                  <code>{mode.replace("_", "-")}</code>
                </td>
                <td data-column="state">
                  <WebhookState webhook={webhook} />
                </td>
                <td data-column="time">
                  {day?.p50Ms == null || day.p95Ms === null
                    ? "—"
                    : `${milliseconds(day.p50Ms, language)} / ${milliseconds(day.p95Ms, language)}`}
                </td>
                <td data-column="day">{day ? <DayBars hours={day.hours} /> : "—"}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
