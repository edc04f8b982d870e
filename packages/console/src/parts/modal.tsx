import { Dialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { useTexts } from "../texts/use-texts.ts";
import styles from "./modal.module.css";
import { texts } from "./texts.ts";

/** Something above the page that is to be done or closed first. Esc closes it. */
export function Modal({
  open,
  onOpenChange,
  title,
  children,
  actions,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
  /** Buttons at its foot. */
  actions?: ReactNode;
}) {
  const t = useTexts(texts);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup}>
          <header className={styles.head}>
            <Dialog.Title className={styles.title}>{title}</Dialog.Title>
            <Dialog.Close className={styles.close} aria-label={t.close}>
              ×
            </Dialog.Close>
          </header>
          <div className={styles.body}>{children}</div>
          {actions && <footer className={styles.foot}>{actions}</footer>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
