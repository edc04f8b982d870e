import type { ReactNode } from "react";
import styles from "./empty.module.css";

/** Nothing is here: why, and the one next step. */
export function Empty({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p>{text}</p>
      {children}
    </div>
  );
}
