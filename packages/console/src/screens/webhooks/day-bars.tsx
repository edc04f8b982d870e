import type { WebhookHealth } from "@countersign/wire";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";
import styles from "./webhooks.module.css";

/** The calls of 24 hours, a bar an hour; what failed of them in red, from below. */
export function DayBars({ hours }: { hours: WebhookHealth["hours"] }) {
  const t = useTexts(texts);
  const calls = hours.reduce((sum, hour) => sum + hour.calls, 0);
  if (calls === 0) return "—";
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0);
  const most = Math.max(...hours.map((hour) => hour.calls));
  return (
    <div
      className={styles.bars}
      role="img"
      aria-label={t.calls(calls, failed)}
      title={t.calls(calls, failed)}
    >
      {hours.map((hour) => (
        <span key={hour.at} style={{ height: `${hour.calls === 0 ? 4 : 12 + (88 * hour.calls) / most}%` }}>
          <i style={{ height: `${hour.calls === 0 ? 0 : (100 * hour.failed) / hour.calls}%` }} />
        </span>
      ))}
    </div>
  );
}
