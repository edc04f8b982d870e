import { Button } from "../../parts/button.tsx";
import { Copy } from "../../parts/copy.tsx";
import { Modal } from "../../parts/modal.tsx";
import { Note } from "../../parts/note.tsx";
import styles from "../../people/people.module.css";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** Ten codes, the one time that they are shown. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useTexts(texts);
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onDone()}
      title={t.recoveryCodes}
      actions={
        <Button look="primary" onClick={onDone}>
          {t.codesKept}
        </Button>
      }
    >
      <Note look="warn">{t.codesHint}</Note>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div>
        <Copy text={codes.join("\n")} label={t.copyCodes} />
      </div>
    </Modal>
  );
}
