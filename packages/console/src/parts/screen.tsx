import { type ReactNode, useEffect } from "react";
import styles from "./screen.module.css";

/** What every screen begins with: where it is, its heading, what can be done. Sets the tab's title. */
export function Screen({
  title,
  heading = title,
  crumb,
  actions,
  children,
}: {
  /** As text, for the tab. */
  title: string;
  /** As it is shown, where that is more than text. */
  heading?: ReactNode;
  crumb?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Countersign`;
  }, [title]);
  return (
    <div className={styles.screen}>
      <div className={styles.top}>
        {crumb && <div className={styles.crumb}>{crumb}</div>}
        <div className={styles.head}>
          <h1>{heading}</h1>
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
      </div>
      {children}
    </div>
  );
}
