import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactNode, useRef } from "react";
import { useTexts } from "../texts/use-texts.ts";
import { Button } from "./button.tsx";
import styles from "./modal.module.css";
import { texts } from "./texts.ts";

/**
 * Asks before something that destroys or reaches many. The title names the object and the count;
 * Cancel has the focus.
 */
export function Confirm({
  open,
  onOpenChange,
  title,
  children,
  action,
  danger = false,
  disabled = false,
  onConfirm,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children?: ReactNode;
  /** What the button says that does it. */
  action: string;
  danger?: boolean;
  disabled?: boolean;
  onConfirm: () => void;
}) {
  const t = useTexts(texts);
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles.backdrop} />
        <AlertDialog.Popup className={styles.popup} initialFocus={cancel}>
          <header className={styles.head}>
            <AlertDialog.Title className={styles.title}>{title}</AlertDialog.Title>
          </header>
          <div className={styles.body}>{children}</div>
          <footer className={styles.foot}>
            <AlertDialog.Close render={<Button ref={cancel}>{t.cancel}</Button>} />
            <Button look={danger ? "danger" : "primary"} disabled={disabled} onClick={onConfirm}>
              {action}
            </Button>
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
