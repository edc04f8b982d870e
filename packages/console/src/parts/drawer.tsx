import { type ReactNode, useEffect, useRef } from "react";
import { useKeys } from "../keys/keys.ts";
import { useTexts } from "../texts/use-texts.ts";
import styles from "./drawer.module.css";
import { texts } from "./texts.ts";

/**
 * Shows one row of a list next to it. The list stays usable: nothing is in front of it except the
 * drawer itself. Esc closes it.
 */
export function Drawer({
  label,
  title,
  actions,
  onClose,
  takeFocus,
  children,
}: {
  label: string;
  title: ReactNode;
  actions?: ReactNode;
  onClose: () => void;
  /** Whether it was opened to be read, rather than passed by with `j` and `k`. */
  takeFocus: boolean;
  children: ReactNode;
}) {
  const t = useTexts(texts);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (takeFocus) panel.current?.focus();
  }, [takeFocus]);
  useKeys([{ keys: "Escape", label: t.close, run: onClose }]);
  return (
    <section className={styles.drawer} aria-label={label} ref={panel} tabIndex={-1}>
      <header className={styles.head}>
        <h2>{title}</h2>
        <div className={styles.actions}>
          {actions}
          <button type="button" className={styles.close} aria-label={t.close} onClick={onClose}>
            ×
          </button>
        </div>
      </header>
      {children}
    </section>
  );
}
