import { Progress as Bar } from "@base-ui/react/progress";
import styles from "./progress.module.css";

/** How far something is. `max` null: nobody knows yet. */
export function Progress({
  label,
  value,
  max,
  text,
}: {
  label: string;
  value: number;
  max: number | null;
  /** The same in words. */
  text: string;
}) {
  return (
    <Bar.Root
      className={styles.progress}
      value={max === null ? null : value}
      max={Math.max(1, max ?? 1)}
      aria-label={label}
      getAriaValueText={() => text}
    >
      <Bar.Track className={styles.track}>
        <Bar.Indicator className={styles.indicator} />
      </Bar.Track>
      <span>{text}</span>
    </Bar.Root>
  );
}
