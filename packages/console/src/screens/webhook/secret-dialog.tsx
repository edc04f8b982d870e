import { Button } from "../../parts/button.tsx";
import { Copy } from "../../parts/copy.tsx";
import { Modal } from "../../parts/modal.tsx";
import { Note } from "../../parts/note.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** A secret, the one time that it is shown. Null: an earlier answer showed it already. */
export function SecretDialog({ secret, onDone }: { secret: string | null; onDone: () => void }) {
  const t = useTexts(texts);
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onDone()}
      title={t.newSecret}
      actions={
        <Button look="primary" onClick={onDone}>
          {t.done}
        </Button>
      }
    >
      <Note look="warn">{t.secretOnce}</Note>
      {secret !== null && (
        <p>
          <code>{secret}</code> <Copy text={secret} />
        </p>
      )}
    </Modal>
  );
}
