import { Button } from "./button.tsx";
import { Copy } from "./copy.tsx";
import { Facts } from "./facts.tsx";
import { Modal } from "./modal.tsx";
import { Note } from "./note.tsx";

/** Secrets, the one time that they are shown. Null: an earlier answer showed it already. */
export function ShownOnce({
  title,
  hint,
  done,
  values,
  onDone,
}: {
  title: string;
  hint: string;
  /** What the button says that closes it. */
  done: string;
  values: readonly (readonly [name: string, value: string | null])[];
  onDone: () => void;
}) {
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onDone()}
      title={title}
      actions={
        <Button look="primary" onClick={onDone}>
          {done}
        </Button>
      }
    >
      <Note look="warn">{hint}</Note>
      <Facts
        facts={values.map(([name, value]) => [
          name,
          value && (
            <span key={name}>
              <code>{value}</code> <Copy text={value} />
            </span>
          ),
        ])}
      />
    </Modal>
  );
}
