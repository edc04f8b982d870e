import type { ReactNode } from "react";
import styles from "./note.module.css";

/** A sentence that must be seen. `live`: it comes while the page is open, and is read out. */
export function Note({
  look = "info",
  live = false,
  children,
}: {
  look?: "info" | "ok" | "warn" | "bad";
  live?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      className={`${styles.note} ${styles[look]}`}
      {...(live && { role: look === "bad" ? "alert" : "status" })}
    >
      {children}
    </div>
  );
}
