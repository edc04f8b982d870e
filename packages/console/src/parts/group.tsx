import type { ReactNode } from "react";
import styles from "./group.module.css";

/** Fields that belong together. */
export function Group({
  legend,
  disabled = false,
  children,
}: {
  legend: ReactNode;
  disabled?: boolean;
  children: ReactNode;
}) {
  return (
    <fieldset className={styles.group} disabled={disabled}>
      <legend>{legend}</legend>
      {children}
    </fieldset>
  );
}

/** Two fields side by side, one below the other on a phone. */
export function Row({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}
