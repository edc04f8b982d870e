import type { ReactNode } from "react";
import styles from "./status.module.css";

/** ● ok, ◆ waiting, ■ failed, grey ● off: a shape, a colour and always a word. */
export type Health = "ok" | "warn" | "bad" | "off" | "info";

export function Status({ health, children }: { health: Health; children: ReactNode }) {
  return <span className={`${styles.status} ${styles[health]}`}>{children}</span>;
}
