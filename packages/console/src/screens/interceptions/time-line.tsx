import type { TraceStep } from "@countersign/wire";
import { usePreferences } from "../../preferences/preferences.ts";
import { milliseconds } from "../../texts/times.ts";
import styles from "./interceptions.module.css";

/** Which hook took which part of the run's time. The same figures stand at the steps. */
export function TimeLine({
  steps,
  totalMs,
  label,
}: {
  steps: readonly TraceStep[];
  totalMs: number;
  label: string;
}) {
  const { language } = usePreferences();
  const asked = steps.filter(({ durationMs }) => durationMs > 0);
  if (asked.length === 0) return null;
  const figures = asked.map(({ name, durationMs }) => `${name}: ${milliseconds(durationMs, language)}`);
  return (
    <div className={styles.line} role="img" aria-label={`${label}: ${figures.join(", ")}`}>
      {asked.map(({ webhookId, name, durationMs, verdict }) => (
        <span
          key={webhookId}
          title={`${name}: ${milliseconds(durationMs, language)}`}
          data-verdict={verdict}
          style={{ flexGrow: durationMs / Math.max(totalMs, 0.001) }}
        />
      ))}
    </div>
  );
}
