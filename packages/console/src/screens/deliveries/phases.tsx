import type { AttemptView } from "@countersign/wire";
import { usePreferences } from "../../preferences/preferences.ts";
import { milliseconds } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./phase-texts.ts";
import { phasesOf } from "./phase-times.ts";
import styles from "./phases.module.css";

/**
 * The time of one attempt by its phases, as a bar: as long, of the longest attempt, as it took. A
 * phase is never narrower than three pixels.
 */
export function Phases({
  attempt,
  longestMs,
  legend = false,
}: {
  attempt: AttemptView;
  longestMs: number;
  legend?: boolean;
}) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const phases = phasesOf(attempt);
  const numbers = phases.map(({ phase, ms }) => `${t[phase]} ${milliseconds(ms, language)}`);
  const total = `${t.total} ${milliseconds(attempt.durationMs, language)}`;
  const width = longestMs === 0 ? 100 : (attempt.durationMs / longestMs) * 100;
  return (
    <div className={styles.phases}>
      <div
        className={styles.bar}
        role="img"
        aria-label={[...numbers, total].join(", ")}
        style={{ width: `max(${width}%, ${phases.length * 3}px)` }}
      >
        {phases.map(({ phase, ms }) => (
          <i key={phase} className={styles[phase]} style={{ flexGrow: ms }} />
        ))}
      </div>
      {legend && (
        <ul className={styles.legend}>
          {phases.map(({ phase }, at) => (
            <li key={phase}>
              <i className={styles[phase]} aria-hidden="true" />
              {numbers[at]}
            </li>
          ))}
          <li>
            <b>{total}</b>
          </li>
        </ul>
      )}
    </div>
  );
}
