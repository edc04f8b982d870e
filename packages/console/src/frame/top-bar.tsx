import { Dialog } from "@base-ui/react/dialog";
import { useState } from "react";
import { useTexts } from "../texts/use-texts.ts";
import { ProjectSwitcher } from "./project-switcher.tsx";
import { Rail } from "./rail.tsx";
import { texts } from "./texts.ts";
import styles from "./top-bar.module.css";

/** On a phone, in the rail's place: the brand, the palette, and the rail as a sheet. */
export function TopBar({ openPalette }: { openPalette: () => void }) {
  const t = useTexts(texts);
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.bar}>
      <span className={styles.mark} aria-hidden="true" />
      <div className={styles.project}>
        <ProjectSwitcher />
      </div>
      <button type="button" className={styles.button} aria-label={t.showPalette} onClick={openPalette}>
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" fill="none" stroke="currentColor">
          <circle cx="8" cy="8" r="5.25" strokeWidth="1.5" />
          <path d="m12 12 4 4" strokeWidth="1.5" strokeLinecap="round" />
        </svg>
      </button>
      <Dialog.Root open={open} onOpenChange={setOpen}>
        <Dialog.Trigger className={styles.button}>{t.menu}</Dialog.Trigger>
        <Dialog.Portal>
          <Dialog.Backdrop className={styles.backdrop} />
          <Dialog.Popup className={styles.sheet} aria-label={t.menu}>
            <Dialog.Close className={styles.close}>{t.close}</Dialog.Close>
            <Rail onLeave={() => setOpen(false)} />
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </div>
  );
}
