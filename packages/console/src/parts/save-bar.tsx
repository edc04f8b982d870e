import type { ReactNode } from "react";
import styles from "./save-bar.module.css";

/** At the foot of a form, always in sight: what has changed, and the ways to save it. */
export function SaveBar({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div className={styles.bar}>
      <span className={styles.text} aria-live="polite">
        {text}
      </span>
      {children}
    </div>
  );
}
