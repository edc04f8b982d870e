import { Button } from "../../parts/button.tsx";
import { Modal } from "../../parts/modal.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import styles from "./conflict-dialog.module.css";
import { changeOf, type Draft, draftOf, type FieldName } from "./draft.ts";
import { fieldTexts } from "./field-texts.ts";
import { texts } from "./texts.ts";
import type { Conflict } from "./use-saving.ts";

/** Somebody saved in the meantime: their values next to the own ones, field by field. */
export function ConflictDialog({
  conflict: { theirs, fields },
  draft,
  onSettle,
}: {
  conflict: Conflict;
  draft: Draft;
  onSettle: (whose: "theirs" | "yours") => void;
}) {
  const t = useTexts(texts);
  const labels = useTexts(fieldTexts);
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onSettle("theirs")}
      title={t.conflictTitle}
      actions={
        <>
          <Button onClick={() => onSettle("theirs")}>{t.takeTheirs}</Button>
          <Button look="primary" onClick={() => onSettle("yours")}>
            {t.keepYours}
          </Button>
        </>
      }
    >
      <p>{fields.length === 0 ? t.conflictNone : t.conflictBody}</p>
      {fields.map((name) => (
        <div key={name} className={styles.field}>
          <h3>{labels[name]}</h3>
          <p>
            <span>{t.theirs}</span> <code className={styles.theirs}>{textOf(draftOf(theirs), name)}</code>
          </p>
          <p>
            <span>{t.yours}</span> <code className={styles.yours}>{textOf(draft, name)}</code>
          </p>
        </div>
      ))}
    </Modal>
  );
}

const secretFields: readonly FieldName[] = ["basicAuth", "bearer", "clientCertificate", "headers"];

/** The value of a field as in the API; for credentials, that they are set. */
function textOf(draft: Draft, name: FieldName): string {
  if (secretFields.includes(name)) return "***";
  return Object.values(changeOf(draft, [name]))
    .map((value) => (typeof value === "string" ? value : JSON.stringify(value)))
    .join(" ");
}
