import { useTexts } from "../texts/use-texts.ts";
import styles from "./skeleton.module.css";
import { texts } from "./texts.ts";

/** Grey rows while something is read; they appear after 150 ms, so that what is quick does not flicker. */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  const t = useTexts(texts);
  return (
    <div className={styles.skeleton} role="status" aria-label={t.loading}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
        <div key={row} />
      ))}
    </div>
  );
}
