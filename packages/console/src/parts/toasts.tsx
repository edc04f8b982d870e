import { createContext, type ReactNode, useContext, useState } from "react";
import { useTexts } from "../texts/use-texts.ts";
import { Note } from "./note.tsx";
import { ProblemNote } from "./problem-note.tsx";
import { texts } from "./texts.ts";
import styles from "./toasts.module.css";

/** What came of something that was done: a sentence, or the error of its call. */
export type Toast = { look: "ok" | "warn"; text: string } | { look: "bad"; error: unknown };

const ToastContext = createContext<(toast: Toast) => void>(() => undefined);

/** Reports an outcome. It stays until the next one, or until it is closed. */
export function useToast(): (toast: Toast) => void {
  return useContext(ToastContext);
}

/** Shows the last toast at the foot of the page, and has it read out. */
export function Toasts({ children }: { children: ReactNode }) {
  const t = useTexts(texts);
  const [toast, setToast] = useState<Toast | null>(null);
  return (
    <ToastContext value={setToast}>
      {children}
      <div className={styles.toasts} aria-live="polite">
        {toast && (
          <div className={styles.toast}>
            {toast.look === "bad" ? (
              <ProblemNote error={toast.error} />
            ) : (
              <Note look={toast.look}>{toast.text}</Note>
            )}
            <button
              type="button"
              className={styles.close}
              aria-label={t.close}
              onClick={() => setToast(null)}
            >
              ×
            </button>
          </div>
        )}
      </div>
    </ToastContext>
  );
}
