import { type ReactNode, useId } from "react";
import styles from "./card.module.css";

/** A part of a screen with its heading. `flush`: what it holds reaches its edges, as tables do. */
export function Card({
  title,
  aside,
  flush = false,
  children,
}: {
  title?: ReactNode;
  /** At the right of the heading. */
  aside?: ReactNode;
  flush?: boolean;
  children: ReactNode;
}) {
  const id = useId();
  if (title === undefined) return <div className={styles.card}>{body(flush, children)}</div>;
  return (
    <section className={styles.card} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 id={id}>{title}</h2>
        {aside !== undefined && <div className={styles.aside}>{aside}</div>}
      </header>
      {body(flush, children)}
    </section>
  );
}

function body(flush: boolean, children: ReactNode): ReactNode {
  return flush ? children : <div className={styles.pad}>{children}</div>;
}
