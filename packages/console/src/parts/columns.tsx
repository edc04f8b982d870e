import type { ReactNode } from "react";
import styles from "./columns.module.css";

/** Two columns of cards, the main one wider; one below the other if there is no room. */
export function Columns({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <div className={styles.columns}>
      <div className={styles.column}>{main}</div>
      <div className={styles.column}>{side}</div>
    </div>
  );
}
