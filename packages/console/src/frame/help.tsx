import { keyText } from "../keys/kbd.tsx";
import { offeredKeys } from "../keys/keys.ts";
import { Modal } from "../parts/modal.tsx";
import { useTexts } from "../texts/use-texts.ts";
import styles from "./help.module.css";
import { texts } from "./texts.ts";

/** Every key that does something at this moment. */
export function Help({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTexts(texts);
  return (
    <Modal open={open} onOpenChange={onOpenChange} title={t.help}>
      <dl className={styles.list}>
        {open &&
          offeredKeys().map(({ keys, label }) => (
            <div key={keys}>
              <dt>
                {keyText(keys)
                  .split(" ")
                  .map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
              </dt>
              <dd>{label}</dd>
            </div>
          ))}
      </dl>
      <p className={styles.hint}>{t.helpHint}</p>
    </Modal>
  );
}
